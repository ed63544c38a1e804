docker build -t app:1.0 app
