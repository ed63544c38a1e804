#!/bin/sh
# Adds up the orders, and prints the total.
set -e
echo "orders: $(grep -c . orders.txt)"
python3 -c 'print("total:", sum(int(line) for line in open("orders.txt")))'
