# goal: built
# fr: L’image `counter` lance un shell, qui reçoit `CMD` comme une phrase : regardez de près comment la liste est écrite.
# en: The image `counter` runs a shell, which is given `CMD` as a sentence: look closely at how the list is written.
cd counter
docker build -q -t counter .
docker run -d --name counter counter
