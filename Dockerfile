# One image, four programs: API (the default command), worker, auditor, migrations. See docker-compose.yml.
# tests/workspace/dockerfile.spec.ts runs these steps in a clean folder, without an engine.

FROM node:26-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/addon/package.json apps/addon/
COPY apps/api/package.json apps/api/
COPY apps/extension/package.json apps/extension/
COPY apps/sandbox/package.json apps/sandbox/
COPY apps/web/package.json apps/web/
COPY libs/api-client/package.json libs/api-client/
COPY libs/cards/package.json libs/cards/
COPY libs/contracts/package.json libs/contracts/
COPY libs/demo-world/package.json libs/demo-world/
COPY libs/domain/package.json libs/domain/
COPY libs/testing/package.json libs/testing/
COPY libs/ui/package.json libs/ui/

FROM manifests AS build
# install scripts only fetch binaries for development: the image has its own Node and its PostgreSQL is elsewhere
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-progress
COPY .swcrc nx.json tsconfig.base.json ./
COPY tools tools
COPY libs libs
COPY apps apps
RUN NX_DAEMON=false node node_modules/nx/dist/bin/nx.js run-many -t build --projects=@understudy/api,@understudy/web --outputStyle=static

FROM manifests AS packages
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-progress --omit=dev --workspace=@understudy/api

FROM manifests
ENV NODE_ENV=production UNDERSTUDY_MODE=production DATA_DIR=/data
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/libs/domain/dist libs/domain/dist
COPY --from=build /app/libs/contracts/dist libs/contracts/dist
COPY --from=build /app/libs/cards/dist libs/cards/dist
COPY --from=build /app/libs/demo-world/dist libs/demo-world/dist
COPY --from=build /app/apps/api/dist apps/api/dist
COPY --from=build /app/apps/web/dist apps/web/dist
RUN mkdir -p /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4100
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]
