echo "lamps: 12, chairs: 30, order {{code}}" > ~/items.txt
