# ./mvnw package && docker build -t noetl-runtime .
FROM debian:bookworm-slim
ADD target/noetl-runtime-*-linux-x64.tar.gz /opt/
RUN mv /opt/noetl-runtime-* /opt/noetl-runtime \
 && ln -s /opt/noetl-runtime/bin/noetl-runtime /usr/bin/noetl-runtime
USER 65534:65534
ENV HOME=/tmp
ENTRYPOINT ["noetl-runtime"]
CMD ["--help"]
