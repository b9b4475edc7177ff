# One static file in an empty image: no shell, no package manager, no root, nothing to write to.
# The time zones are in the program; the certificates of the public authorities come from the first stage.

FROM golang:1.26.8 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=unknown
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=${VERSION}" -o /out/gremienbot ./cmd/gremienbot \
 && mkdir -p /out/state

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/gremienbot /gremienbot
# What `setup` writes and `serve` reads. A volume mounted here takes over this owner.
COPY --from=build --chown=65532:65532 /out/state /state
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s --retries=3 CMD ["/gremienbot", "healthcheck"]
ENTRYPOINT ["/gremienbot"]
CMD ["serve"]
