/**
 * Guesses of a room by phone: the page on this machine asks, phones on its network answer. Held in memory, for one
 * question at a time; nothing is written down here and nothing but a number is taken.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AddressInfo, isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'

export interface Question {
  /** as it stands on the stage */
  text: string
  /** what stands behind the number, such as % */
  unit: string
  language: 'en' | 'zh'
}

/** What the page hears. */
export interface Guessed {
  /** rises with every question */
  round: number
  /** one a phone, as typed */
  guesses: string[]
  /** where phones find this machine; none where it listens to itself alone */
  addresses: string[]
}

const MOST_PHONES = 2000
const MOST_BYTES = 4000
const NUMBER = /^[-−]?\d{1,12}([.,]\d{1,6})?$/

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = ''
  for await (const part of request) {
    text += part
    if (text.length > MOST_BYTES) throw new Error('too long')
  }
  return JSON.parse(text)
}

/** Whether this machine asks itself: only its own page puts questions and reads guesses. */
const isOwn = ({ socket, headers }: IncomingMessage): boolean => {
  const { remoteAddress: from = '', localAddress: to } = socket
  const [host = ''] = (headers.host ?? '').split(/:\d+$/)
  const isHere = /^(::ffff:)?127\./.test(from) || from === '::1' || from === to
  // a stranger's page that pretends to be this machine by its name does not know the address
  return isHere && (host === 'localhost' || host.startsWith('[') || isIPv4(host))
}

/** Addresses of this machine that others on its network may know. */
function addressesOf({ address, port }: AddressInfo): string[] {
  const isOpen = address === '0.0.0.0' || address === '::'
  const known = Object.values(networkInterfaces()).flatMap(all => all ?? [])
  return known
    .filter(({ family, internal, address: own }) => family === 'IPv4' && !internal && (isOpen || own === address))
    .map(({ address: own }) => `http://${own}:${port}/guess`)
}

/** Answers requests below /guess. */
export class Guesses {
  private question: Question | null = null
  private round = 0
  private readonly by = new Map<string, string>()

  /** @returns false if the request is about something else */
  async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    const say = (status: number, body: unknown): true => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(JSON.stringify(body))
      return true
    }
    try {
      return await this.route(request, response, path, say)
    } catch {
      return say(400, {})
    }
  }

  private async route(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    say: (status: number, body: unknown) => true,
  ): Promise<boolean> {
    const { method } = request
    if (path === '/guess' && method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      response.end(PAGE)
      return true
    }
    if (path === '/guess/question' && method === 'GET') return say(200, { round: this.round, question: this.question })
    if (path === '/guess/own' && method === 'POST') return say(await this.take(request), {})
    if (path === '/guess/question' && method === 'PUT') {
      if (!isOwn(request)) return say(403, {})
      this.question = (await bodyOf(request)) as Question | null
      this.round++
      this.by.clear()
      return say(200, this.guessed(request))
    }
    if (path === '/guess/all' && method === 'GET')
      return isOwn(request) ? say(200, this.guessed(request)) : say(403, {})
    return false
  }

  /** A phone's guess: a later one of the same phone stands for the earlier. @returns the status */
  private async take(request: IncomingMessage): Promise<number> {
    const { round, phone, text } = (await bodyOf(request)) as Record<string, unknown>
    if (this.question === null || round !== this.round) return 409
    if (typeof phone !== 'string' || phone.length > 40 || typeof text !== 'string' || !NUMBER.test(text)) return 400
    if (!this.by.has(phone) && this.by.size >= MOST_PHONES) return 503
    this.by.set(phone, text)
    return 200
  }

  private guessed({ socket }: IncomingMessage): Guessed {
    const at = (socket as unknown as { server: { address(): AddressInfo } }).server.address()
    return { round: this.round, guesses: [...this.by.values()], addresses: addressesOf(at) }
  }
}

/** The phone's page: one question, one field. */
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>justcity</title>
<style>
:root{color-scheme:light dark;--bg:#fff;--ink:#14181f;--mut:#4a5260;--edge:#868d99;--acc:#2f4bc7;--on:#fff}
@media(prefers-color-scheme:dark){:root{--bg:#13171c;--ink:#edf0f3;--mut:#b3bbc6;--edge:#66707d;--acc:#8fa4ff;--on:#0e1230}}
body{font:18px/1.4 -apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:28rem;margin:0 auto;padding:24px 20px;background:var(--bg);color:var(--ink)}
h1{font-size:24px;line-height:1.25;margin:0 0 20px}
label{display:block;color:var(--mut);margin-bottom:4px}
form div{display:flex;gap:10px;align-items:center;margin-bottom:14px}
input{font:inherit;font-size:28px;flex:1;min-width:0;padding:8px 12px;color:inherit;background:none;border:1px solid var(--edge);border-radius:6px}
button{font:inherit;font-weight:600;width:100%;min-height:52px;background:var(--acc);color:var(--on);border:0;border-radius:6px}
:focus-visible{outline:2px solid var(--acc);outline-offset:3px}
</style>
<main><h1 id="q"></h1><form id="f" hidden><label for="n" id="l"></label><div><input id="n" inputmode="decimal" autocomplete="off" required><span id="u"></span></div><button id="b"></button></form><p id="s" role="status"></p></main>
<script>
const words={en:{wait:'Wait for the question.',label:'Your guess',send:'Send',sent:'Sent: {n}. You may change it until the answer is shown.',bad:'A number, please.',lost:'No connection. Is the phone on the same network?'},zh:{wait:'请等待题目。',label:'您的猜测',send:'发送',sent:'已发送：{n}。揭晓前可以修改。',bad:'请输入一个数字。',lost:'无法连接，手机是否在同一网络？'}}
const $=id=>document.getElementById(id)
let round=-1,language=navigator.language.startsWith('zh')?'zh':'en'
const phone=sessionStorage.phone??=Array.from(crypto.getRandomValues(new Uint32Array(3)),n=>n.toString(36)).join('')
async function look(){
  try{
    const now=await(await fetch('/guess/question')).json()
    if(now.round!==round){
      round=now.round
      const q=now.question
      if(q)language=q.language
      const w=words[language]
      document.documentElement.lang=language==='zh'?'zh-CN':'en'
      $('q').textContent=q?q.text:w.wait
      $('f').hidden=!q
      $('l').textContent=w.label;$('u').textContent=q?q.unit:'';$('b').textContent=w.send;$('n').value='';$('s').textContent=''
    }
  }catch{$('s').textContent=words[language].lost}
  setTimeout(look,2000)
}
$('f').onsubmit=async event=>{
  event.preventDefault()
  const text=$('n').value.trim(),w=words[language]
  try{
    const{status}=await fetch('/guess/own',{method:'POST',body:JSON.stringify({round,phone,text})})
    $('s').textContent=status===200?w.sent.replace('{n}',text):status===400?w.bad:w.wait
  }catch{$('s').textContent=w.lost}
}
look()
</script></html>
`
