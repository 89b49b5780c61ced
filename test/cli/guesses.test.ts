/** Guesses of a room: this machine asks, phones answer. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { appServer, listen } from '../../src/cli/serve.ts'

const server = appServer()
let at = ''
beforeAll(async () => {
  at = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`
})
afterAll(() => new Promise(done => server.close(done)))

const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(at + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json().catch(() => null)) as Record<string, unknown> }
}
const guess = async (phone: string, text: string, round = 1) =>
  (await send('POST', '/guess/own', { round, phone, text })).status

test('a question gathers one number a phone, the last it sent, until the next question', async () => {
  expect((await fetch(`${at}/guess`)).headers.get('content-type')).toContain('text/html')
  expect(await guess('a', '30', 0)).toBe(409)
  const question = { text: 'How many?', unit: '%', language: 'en' }
  const asked = await send('PUT', '/guess/question', question)
  // who listens to itself alone is reached by no phone
  expect(asked.body).toEqual({ round: 1, guesses: [], addresses: [] })
  expect((await send('GET', '/guess/question')).body).toEqual({ round: 1, question })
  expect([await guess('a', '30'), await guess('b', '45,5'), await guess('a', '31')]).toEqual([200, 200, 200])
  // nothing but a number is taken
  for (const text of ['30*5', 'NaN', '', '<b>', '1e9']) expect(await guess('c', text)).toBe(400)
  expect(await guess('c'.repeat(99), '1')).toBe(400)
  expect((await send('GET', '/guess/all')).body.guesses).toEqual(['31', '45,5'])
  await send('PUT', '/guess/question', null)
  expect(await guess('a', '30')).toBe(409)
  expect((await send('GET', '/guess/all')).body.guesses).toEqual([])
})

test('what is too long or no JSON is refused, and the server goes on', async () => {
  expect((await send('PUT', '/guess/question', { text: 'x'.repeat(9000) })).status).toBe(400)
  expect((await fetch(`${at}/guess/own`, { method: 'POST', body: '{' })).status).toBe(400)
  expect((await fetch(`${at}/guess/nothing`)).status).toBe(404)
  expect((await send('GET', '/guess/question')).status).toBe(200)
})
