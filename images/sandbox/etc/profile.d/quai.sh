export EDITOR=nano
case $- in *i*) ;; *) return ;; esac

# A shell that was opened ahead of its learner waits here to be told the learner's language, as a line of input.
if [ -n "${QUAI_WAIT-}" ]; then
    unset QUAI_WAIT
    stty -echo
    printf '\e[H\e[2J'
    read -r QUAI_LANG
    stty echo
    case $QUAI_LANG in
    fr) LANG=fr_FR.UTF-8 ;;
    *) LANG=en_US.UTF-8 ;;
    esac
    export LANG QUAI_LANG
fi
# `docker search` describes images in this language.
echo "${QUAI_LANG:-en}" > /run/learner/language

# Said once, at login, in the language of the page that the terminal belongs to.
case ${QUAI_LANG:-en} in
fr)
    echo 'Votre bac à sable : un vrai moteur Docker, à vous seul. Essayez tout, rien ne peut nuire.'
    echo 'La touche Tab complète les commandes et les noms. Aussi à bord : git, curl, less, nano, vi.'
    echo 'Docker Hub est là aussi, sans internet ; docker login y prend tout nom et tout mot de passe.'
    ;;
*)
    echo 'Your sandbox: a real Docker Engine, for you alone. Nothing you do in here can do harm.'
    echo 'The Tab key completes commands and names. Also on board: git, curl, less, nano, vi.'
    echo 'Docker Hub is here too, without internet; docker login takes any name and any password.'
    ;;
esac
