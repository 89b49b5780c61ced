import { JOBS_MOVED, JOBS_PER_HOUSEHOLD } from '../city/works.ts'
import { moves, stated } from './policy.ts'

const PER_JOB = 60_000 // yuan

export const newCentre = moves('new_centre', {
  theme: 'production',
  kind: 'stock',
  title: { en: 'A second centre', zh: '建设新中心' },
  summary: {
    en: 'A new centre of work takes jobs from the others, a fiftieth of all a year. People at the edge near it travel less; rents rise round it, and villages there are worth tearing down.',
    zh: '新就业中心每年从其他中心吸纳全市 2% 的岗位。附近的外围居民通勤缩短；周边租金上涨，那里的城中村更可能被拆。',
  },
  source: 'Subcentres: McMillen & Smith 2003, Journal of Urban Economics 53(3); model §2.1 P5',
  words: {
    jobs_share: { en: 'of all jobs, at the new centre in the end', zh: '新中心最终占全市岗位的比例' },
    distance: { en: 'from the old centre, in radii of the built city', zh: '距老城中心，以建成区半径计' },
  },
  cost: {
    en: '60,000 yuan a job moved.',
    zh: '每迁移一个岗位 6 万元。',
  },
  bill: ({ city, households }, values) => {
    const { jobs, rows } = city.centres
    const missing = stated('new_centre', values, 'jobs_share') - jobs[rows - 1]!
    return PER_JOB * JOBS_PER_HOUSEHOLD * households * Math.min(JOBS_MOVED, Math.max(0, missing))
  },
})
