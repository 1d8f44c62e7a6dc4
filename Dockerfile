# Elo's image: one image for every process; docker-compose.yml gives each its command. It builds for linux/amd64 and
# linux/arm64: what the first two stages make is JavaScript, so they run on the machine that builds. It needs BuildKit,
# which Docker 23 and newer use.
FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS build
WORKDIR /elo
COPY package.json package-lock.json ./
RUN npm ci --no-fund --no-audit
COPY . .
RUN npm run build

FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS dependencies
WORKDIR /elo
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-fund --no-audit
RUN npm run sbom

FROM node:24-bookworm-slim
# docker build --build-arg REVISION=$(git rev-parse HEAD)
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Elo" \
  org.opencontainers.image.description="The unified customer history as one federated GraphQL graph." \
  org.opencontainers.image.version="0.1.0" \
  org.opencontainers.image.revision="$REVISION" \
  org.opencontainers.image.licenses="MIT AND Elastic-2.0" \
  org.opencontainers.image.base.name="docker.io/library/node:24-bookworm-slim"
# Elo needs no package manager. A named volume that is mounted at one of these folders belongs to its user.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn* \
  && install -d -o node -g node -m 700 /var/lib/elo/keys /var/lib/elo/audit
# All interfaces of the container: Elo starts there with sign-in and signed calls only.
# Most objects live no longer than their request: with a larger young generation they die before they are copied.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 NODE_OPTIONS="--enable-source-maps --max-semi-space-size=64"
WORKDIR /elo
# The files belong to root, so that the processes cannot change them.
COPY --from=dependencies /elo/node_modules node_modules
COPY --from=dependencies /elo/sbom.cdx.json ./
COPY --from=build /elo/dist dist
COPY package.json LICENSE ./
# The user `node`, as a number: Kubernetes checks by it that the image does not run as root.
USER 1000:1000
EXPOSE 4000
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=12 CMD ["node", "dist/scripts/healthCheck.js"]
CMD ["node", "dist/gateway/main.js"]
