# One image for every process; docker-compose.yml gives each its command.
FROM node:24-bookworm-slim AS build
WORKDIR /elo
COPY package.json package-lock.json ./
RUN npm ci --no-fund --no-audit
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS dependencies
WORKDIR /elo
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-fund --no-audit

FROM node:24-bookworm-slim
# Most objects live no longer than their request: with a larger young generation they die before they are copied.
ENV NODE_ENV=production NODE_OPTIONS="--enable-source-maps --max-semi-space-size=64"
WORKDIR /elo
COPY --from=dependencies --chown=node:node /elo/node_modules node_modules
COPY --from=build --chown=node:node /elo/dist dist
COPY --chown=node:node package.json LICENSE ./
# A named volume that is mounted here belongs to its user.
RUN install -d -o node -g node -m 700 /var/lib/elo/keys /var/lib/elo/audit
USER node
EXPOSE 4000
CMD ["node", "dist/gateway/main.js"]
