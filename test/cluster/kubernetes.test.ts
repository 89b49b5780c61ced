import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { build, justcity, root } from '../cli/command.ts'
import { rows, sweepFolder } from './sweep.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const ajv = new Ajv({ formats: { int32: true, int64: true } })
const isJob = ajv.compile(JSON.parse(read('test/cluster/job-batch-v1.schema.json')))

beforeAll(build)

describe('Kubernetes', () => {
  test.each(['sweep.yaml', 'merge.yaml'])('%s is a Job by the published schema', name => {
    const job = parse(read(`deploy/kubernetes/${name}`))
    expect(isJob(job), JSON.stringify(isJob.errors)).toBe(true)
    expect(isJob({ ...job, spec: { ...job.spec, completion: 8 } })).toBe(false)
  })

  test('the Indexed Job starts as many pods as there are shards, with folders that the pods mount', () => {
    const { spec } = parse(read('deploy/kubernetes/sweep.yaml'))
    const [container] = spec.template.spec.containers
    const env = Object.fromEntries(
      container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
    )
    expect(spec.completionMode).toBe('Indexed')
    expect(Number(env.SHARDS)).toBe(spec.completions)
    const mounts = container.volumeMounts.map(({ name }: { name: string }) => name).sort()
    expect(spec.template.spec.volumes.map(({ name }: { name: string }) => name).sort()).toEqual(mounts)
    for (const path of [env.SWEEP, env.OUT])
      expect(container.volumeMounts.some(({ mountPath }: { mountPath: string }) => path.startsWith(mountPath))).toBe(
        true,
      )
    expect(read('Dockerfile')).toContain('/justcity/deploy')
    // pods run as the image's user, who must be able to write into the folder of results
    expect(spec.template.spec.securityContext).toEqual({ runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 })
  })

  test('what the pods do, done here pod by pod, gives the rows of one laptop', () => {
    const folder = sweepFolder()
    const { spec } = parse(read('deploy/kubernetes/sweep.yaml'))
    const [container] = spec.template.spec.containers
    const out = join(folder, 'results')
    const shards = 3
    for (let index = 0; index < shards; index++) {
      const entry = container.command[0].replace('/justcity/', `${root}/`)
      const { status, stderr } = spawnSync(entry, container.args ?? [], {
        encoding: 'utf8',
        env: {
          ...process.env,
          SWEEP: join(folder, 'sweep.yaml'),
          OUT: out,
          SHARDS: String(shards),
          JOB_COMPLETION_INDEX: String(index),
          JUSTCITY: `node ${join(root, 'dist/cli/main.js')}`,
        },
      })
      expect(status, stderr).toBe(0)
    }
    const merge = parse(read('deploy/kubernetes/merge.yaml')).spec.template.spec.containers[0]
    expect(justcity(...merge.args.map((arg: string) => (arg === '/results' ? out : arg))).code).toBe(0)
    expect(justcity('sweep', join(folder, 'sweep.yaml'), '--out', join(folder, 'laptop')).code).toBe(0)
    expect(rows(out)).toBe(rows(join(folder, 'laptop')))
  })
})
