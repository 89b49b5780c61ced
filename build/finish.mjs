// After tsc: the command becomes executable.
import { chmodSync } from 'node:fs'

chmodSync('dist/src/cli/main.js', 0o755)
