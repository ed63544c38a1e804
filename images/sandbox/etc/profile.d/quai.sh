# Said once, at login, in the language of the page that the terminal belongs to.
export EDITOR=nano
case $- in *i*) ;; *) return ;; esac
case ${QUAI_LANG:-en} in
fr)
    echo 'Votre bac à sable : un vrai moteur Docker, à vous seul. Essayez tout, rien ne peut nuire.'
    echo 'La touche Tab complète les commandes et les noms. Aussi à bord : git, curl, less, nano, vi.'
    ;;
*)
    echo 'Your sandbox: a real Docker Engine, for you alone. Nothing you do in here can do harm.'
    echo 'The Tab key completes commands and names. Also on board: git, curl, less, nano, vi.'
    ;;
esac
