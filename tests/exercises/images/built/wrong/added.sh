# goal: written
# fr: Ligne 5 : la consigne demande de se passer de `ADD`.
# en: Line 5: the task asks to do without `ADD`.
sed -i 's/^COPY/ADD/' app/Dockerfile
