import { createContext, runInContext } from 'node:vm'
import { Worker } from 'node:worker_threads'
import { newQuickJSWASMModule } from 'quickjs-emscripten'
import { describe, expect, test } from 'vitest'
import { engineScript, engineScripts } from './bundle.ts'
import { withBrowser } from './chromium.ts'
import { trial } from './plain.ts'

const BURN_IN = 13
const TICKS = 14
const expected = trial(BURN_IN, TICKS)
const call = `engine.trial(${BURN_IN}, ${TICKS}).join(' ')`

describe('the same bits come out', () => {
  test('of two threads at once', async () => {
    const script = await engineScript()
    const source = `${script}\nrequire('node:worker_threads').parentPort.postMessage(${call})`
    const answers = await Promise.all(
      [1, 2].map(
        () =>
          new Promise((resolve, reject) => {
            const worker = new Worker(source, { eval: true })
            worker.once('message', resolve)
            worker.once('error', reject)
          }),
      ),
    )
    expect(answers).toEqual([expected.join(' '), expected.join(' ')])
  })

  test('of a browser', async () => {
    const script = await engineScript()
    const answer = await withBrowser(async browser => {
      const page = await browser.newPage()
      await page.addScriptTag({ content: script })
      return page.evaluate(call)
    })
    expect(answer).toBe(expected.join(' '))
  })

  test('of another engine than V8', async () => {
    const script = await engineScript()
    const module = await newQuickJSWASMModule()
    const context = module.newContext()
    context.runtime.setMemoryLimit(-1)
    context.runtime.setMaxStackSize(4 << 20)
    const evaluate = (code: string): unknown => context.dump(context.unwrapResult(context.evalCode(code)))
    evaluate(script)
    // from a December to a January, when most is computed
    expect(evaluate(`engine.trial(2, 3).join(' ')`)).toBe(trial(2, 3).join(' '))
  })
})

/** What the language standard leaves to engines, or to the hour: everything in Math but exact operations, and all clocks. */
const TRAPS = `
  const exact = ['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc']
  const trap = name => () => { throw new Error('the engine calls ' + name) }
  for (const name of Object.getOwnPropertyNames(Math))
    if (typeof Math[name] === 'function' && !exact.includes(name)) Math[name] = trap('Math.' + name)
  Date = new Proxy(function () {}, { apply: trap('Date'), construct: trap('new Date'), get: (_, name) => trap('Date.' + String(name)) })
  performance = new Proxy({}, { get: (_, name) => trap('performance.' + String(name)) })
  Intl = undefined
  String.prototype.localeCompare = trap('localeCompare')
`

describe('nothing is left to the engine or to the hour', () => {
  test('the traps spring', () => {
    const context = createContext({})
    runInContext(TRAPS, context)
    for (const code of [
      'Math.exp(1)',
      'Math.random()',
      'Math.hypot(1, 1)',
      'Date.now()',
      'new Date()',
      'performance.now()',
    ])
      expect(() => runInContext(code, context), code).toThrow('the engine calls')
    expect(runInContext('Math.sqrt(4) + Math.floor(1.5)', context)).toBe(3)
  })

  test('while the engine is loaded, and a city built and run: Math, Date and performance are never asked', async () => {
    const [seedrandom, engine] = await engineScripts()
    const context = createContext({})
    // loading seedrandom alone draws from Math.random, for callers without a seed: ours always give one
    runInContext(seedrandom, context)
    runInContext(TRAPS, context)
    runInContext(engine, context)
    expect(runInContext(call, context)).toBe(expected.join(' '))
  })
})
