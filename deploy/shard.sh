#!/bin/sh
# One shard in a container: the number comes from Kubernetes (JOB_COMPLETION_INDEX, from 0) or from SHARD (from 1).
set -eu
: "${SWEEP:?the sweep file}" "${OUT:?the folder of results}" "${SHARDS:?how many shards}"
shard=${SHARD:-$((JOB_COMPLETION_INDEX + 1))}
# MORE may hold several words
# shellcheck disable=SC2086
exec ${JUSTCITY:-justcity} sweep "$SWEEP" --out "$OUT" --shard "$shard/$SHARDS" --resume ${MORE:-}
