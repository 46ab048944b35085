# The image of what ./mvnw package built: docker build -t noetl-runtime .
FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="noetl-runtime" \
      org.opencontainers.image.description="Registers, monitors and lists the runtime components of NoETL" \
      org.opencontainers.image.source="https://github.com/noetl/noetl" \
      org.opencontainers.image.licenses="Apache-2.0"
ADD target/noetl-runtime-*-linux-x64.tar.gz /opt/
RUN mv /opt/noetl-runtime-* /opt/noetl-runtime \
 && ln -s /opt/noetl-runtime/bin/noetl-runtime /usr/bin/noetl-runtime
USER 65534:65534
ENV HOME=/tmp
EXPOSE 8083
ENTRYPOINT ["noetl-runtime"]
CMD ["--help"]
