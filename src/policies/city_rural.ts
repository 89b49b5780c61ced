import { moves } from './policy.ts'

export const cityRural = moves('city_rural', {
  theme: 'production',
  kind: 'rule',
  title: { en: 'Town and country alike', zh: '城乡统筹' },
  short: { en: 'Town and country', zh: '城乡统筹' },
  summary: {
    en: 'Villages may sell part of their farmland themselves, and count in full when schools and clinics are sited. Villages earn and the fringe is served better; the treasury sells less land.',
    zh: '村集体可自行出让部分土地，学校、诊所选址时村庄同等对待。村集体收入增加，城边服务改善；财政卖地减少。',
  },
  source: 'Land Administration Law as amended in 2019, Article 63; model §2.1 P8',
  words: {
    collective_market: { en: 'farmland sales made by villages themselves', zh: '由村集体自行出让的农地比例' },
    service_parity: { en: 'how fully villages count in siting facilities', zh: '设施选址时村庄计入的程度' },
  },
  cost: {
    en: 'Earns a tax of 20 % on what villages sell; land revenue forgone.',
    zh: '对村集体出让收入征收 20% 的税；放弃相应土地收入。',
  },
  bill: () => 0,
})
