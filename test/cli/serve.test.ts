import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { appServer, listen } from '../../src/cli/serve.ts'
import { folderOf } from './command.ts'

const folder = folderOf({ 'secret.txt': 'not for the net' })
mkdirSync(join(folder, 'web'))
writeFileSync(join(folder, 'web/index.html'), '<p>a city</p>')

/** Asks for a path as it stands, without the cleaning that fetch does. */
const ask = (port: number, path: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path }, response => {
      let text = ''
      response.on('data', part => (text += part))
      response.on('end', () => resolve({ status: response.statusCode!, text }))
    })
    asked.on('error', reject)
    asked.end()
  })

test('the server gives the files of the app and nothing beside them', async () => {
  const server = appServer(join(folder, 'web'))
  const port = await listen(server, 0, '127.0.0.1')
  expect(await ask(port, '/')).toEqual({ status: 200, text: '<p>a city</p>' })
  expect((await ask(port, '/nothing.js')).status).toBe(404)
  for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%'])
    expect(await ask(port, path), path).toMatchObject({ status: 404 })
  server.close()
})

test('a port that is taken makes room for the next free one', async () => {
  const first = appServer(dirname(folder))
  const taken = await listen(first, 0, '127.0.0.1')
  const second = appServer(dirname(folder))
  const given = await listen(second, taken, '127.0.0.1')
  expect(given).not.toBe(taken)
  first.close()
  second.close()
})
