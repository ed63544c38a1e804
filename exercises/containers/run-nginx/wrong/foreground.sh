# goal: web-runs
# fr: `web` tourne, mais au premier plan : la consigne le demande en arrière-plan.
# en: `web` runs, but in the foreground: the task asks for it in the background.
docker run --name web nginx > /dev/null 2>&1 &
