/** Words of the seven themes, short and as a question. */
import type { Words } from '../../src/lib/declare.ts'
import { type Theme, themes } from '../../src/policies/policy.ts'

export const themeWords: Readonly<Record<Theme, { title: Words; short: Words; question: Words }>> = {
  production: {
    title: { en: 'Production justice', zh: '生产正义' },
    short: { en: 'Production', zh: '生产' },
    question: { en: 'Who keeps the gain in land value?', zh: '土地增值归谁？' },
  },
  distribution: {
    title: { en: 'Distribution justice', zh: '分配正义' },
    short: { en: 'Distribution', zh: '分配' },
    question: { en: 'Who gets homes, schools, green?', zh: '住房、学校、绿地分给谁？' },
  },
  difference: {
    title: { en: 'Difference justice', zh: '差异空间' },
    short: { en: 'Difference', zh: '差异' },
    question: { en: 'Is there room for everyone?', zh: '不一样的人有没有一席之地？' },
  },
  power: {
    title: { en: 'Power justice', zh: '拥有正义' },
    short: { en: 'Power', zh: '权力' },
    question: { en: 'Who is heard, who must leave?', zh: '谁说话算数，谁被迫搬走？' },
  },
  encounter: {
    title: { en: 'Encounter justice', zh: '交往正义' },
    short: { en: 'Encounter', zh: '交往' },
    question: { en: 'Do different people meet?', zh: '不同的人会相遇吗？' },
  },
  environment: {
    title: { en: 'Environment justice', zh: '环境正义' },
    short: { en: 'Environment', zh: '环境' },
    question: { en: 'Who has nature nearby?', zh: '谁家门口有绿有水？' },
  },
  mechanism: {
    title: { en: 'Governing together', zh: '共建共治共享' },
    short: { en: 'Mechanism', zh: '机制' },
    question: { en: 'Does the city learn and share?', zh: '城市会倾听、会调整吗？' },
  },
}

export { themes }
