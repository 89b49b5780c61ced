# The command in a container: docker build -t justcity . && docker run --rm justcity --help
# Every shard of a sweep runs in one of these: deploy/kubernetes/sweep.yaml.
FROM node:20-bookworm-slim AS build
WORKDIR /justcity
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run -s build:command && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /justcity/package.json /justcity/CITATION.cff /justcity/LICENSE /justcity/
COPY --from=build /justcity/node_modules /justcity/node_modules
COPY --from=build /justcity/dist /justcity/dist
COPY --from=build /justcity/scenarios /justcity/scenarios
COPY --from=build /justcity/deploy /justcity/deploy
RUN ln -s /justcity/dist/cli/main.js /usr/local/bin/justcity && install -d -o node -g node /work
USER node
WORKDIR /work
ENTRYPOINT ["justcity"]
CMD ["--help"]
