# The native binary in an image without a shell, run by an unprivileged user.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends gcc libc6-dev tzdata \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# Packages in a layer of their own: they change less often than the code.
COPY global.json .globalconfig .editorconfig Directory.Build.props Directory.Packages.props PortfolioTracker.csproj ./
RUN dotnet restore PortfolioTracker.csproj --use-current-runtime
COPY . .
RUN scripts/publish --any-warning

# Brings the C library, OpenSSL, CA certificates and the user; not the time zones that the market calendars need.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /source/artifacts/portfoliotracker /portfoliotracker
ENV PORT=8000
EXPOSE 8000
USER $APP_UID
ENTRYPOINT ["/portfoliotracker"]
