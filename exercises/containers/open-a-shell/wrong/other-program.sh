# goal: opened
# fr: Le programme de `box` est `ls` : la consigne demande `bash`.
# en: The program of `box` is `ls`: the task asks for `bash`.
docker run -it --name box debian ls
