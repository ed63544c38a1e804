# Every interactive bash of the sandbox. The learner's home is an empty tmpfs, so the shell is furnished here.
case $- in *i*) ;; *) return ;; esac

# learner@docker is the machine with the engine; inside a container the prompt is that container's own.
PS1='\[\e[1;32m\]\u@\h\[\e[0m\]:\[\e[1;34m\]\w\[\e[0m\]\$ '
HISTCONTROL=ignoreboth
shopt -s checkwinsize

eval "$(dircolors -b)"
alias ls='ls --color=auto'
alias grep='grep --color=auto'
alias ll='ls -l'

# Tab completes docker's commands, and the names of containers, images, volumes and networks.
. /usr/share/bash-completion/bash_completion
