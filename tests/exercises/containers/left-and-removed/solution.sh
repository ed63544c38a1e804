docker run -it --rm -v notes:/data debian bash
exit 3
