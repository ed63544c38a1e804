# goal: pulled
# fr: Aucune image n’a encore été téléchargée : la consigne demande `learner/demo:{{demo}}`.
# en: No image has been pulled yet: the task asks for `learner/demo:{{demo}}`.
docker pull demo:{{demo}}
