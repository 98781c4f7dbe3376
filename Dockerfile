# The native binary in an otherwise empty image, run by a user without rights.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends gcc libc6-dev tzdata ca-certificates libssl3 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# Packages in a layer of their own: they change less often than the code.
COPY global.json .globalconfig .editorconfig Directory.Build.props Directory.Packages.props PortfolioTracker.csproj ./
RUN dotnet restore PortfolioTracker.csproj --use-current-runtime
COPY . .
RUN scripts/publish --any-warning && scripts/rootfs artifacts/portfoliotracker /rootfs

FROM scratch
COPY --from=build /rootfs /
# Without a home nothing is trusted, and OpenSSL's own place for certificates is not in the image.
ENV HOME=/ SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt PORT=8000
EXPOSE 8000
USER 65532:65532
ENTRYPOINT ["/portfoliotracker"]
