cat > Dockerfile <<'END'
# the first stage makes it small
FROM python AS build
RUN pip install \
    flask
COPY . .
FROM python
COPY --from=build /app /app
EXPOSE 8000 9000
USER app
END
