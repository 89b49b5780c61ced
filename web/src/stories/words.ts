/** Words of homes, events and reasons in life stories. */
import type { Words } from '../../../src/lib/declare.ts'
import type { ChoiceTerm, EventKind, ParcelEventKind } from '../../../src/results/story.ts'

/** By TENURE; the fifth is without a home. */
export const TENURE_TITLES: readonly Words[] = [
  { en: 'owner', zh: '自有住房' },
  { en: 'market renter', zh: '市场租户' },
  { en: 'public tenant', zh: '公租户' },
  { en: 'informal room', zh: '非正规住房' },
  { en: 'no home', zh: '没有住处' },
]

/** By KIND of the building. */
export const HOME_TITLES: readonly Words[] = [
  { en: 'No home', zh: '没有住处' },
  { en: 'Lane house', zh: '里弄房' },
  { en: 'Work-unit flat', zh: '单位房' },
  { en: 'Flat in a gated estate', zh: '封闭小区住房' },
  { en: 'Flat in an open estate', zh: '开放小区住房' },
  { en: 'Village room', zh: '城中村房间' },
  { en: 'Public home', zh: '公租房' },
  { en: 'Mobile home', zh: '流动房' },
]

export const STAGE_TITLES: readonly Words[] = [
  { en: 'young', zh: '年轻家庭' },
  { en: 'with children', zh: '有孩子的家庭' },
  { en: 'children have left', zh: '孩子已离家' },
  { en: 'old', zh: '老年家庭' },
]

export const EVENT_TITLES: Readonly<Record<EventKind, Words>> = {
  arrived: { en: 'came to the city', zh: '来到城里' },
  formed: { en: 'left the parents’ home', zh: '离开父母成家' },
  moved: { en: 'chose another home', zh: '自己选择搬家' },
  shared: { en: 'shares a room for want of a home', zh: '无处可住，与人合住' },
  'public home': { en: 'a public home, from the queue', zh: '轮候到公租房' },
  inherited: { en: 'inherited a home', zh: '继承住房' },
  returned: { en: 'came back to the old place', zh: '回迁原址' },
  'public home lost': { en: 'income above the limit of public homes', zh: '收入超过公租房标准' },
  'not asked': { en: 'a plan for the block: nobody was asked', zh: '街坊改造方案未经征询' },
  'vote carried': { en: 'hearing: the plan for the block was carried', zh: '听证会：街坊改造方案通过' },
  'vote refused': { en: 'hearing: the plan for the block was refused', zh: '听证会：街坊改造方案被否决' },
  'plan given up': { en: 'the plan for the block was given up', zh: '街坊改造方案被放弃' },
  'demolition notice': { en: 'notice: the home will be demolished', zh: '收到拆除通知' },
  demolished: { en: 'home demolished', zh: '房屋被拆除' },
  evicted: { en: 'evicted: rent or instalments unpaid', zh: '付不起房租或房贷被迫搬出' },
  'home lost': { en: 'home lost', zh: '失去住处' },
  'priced out': { en: 'driven out: housing took over half of income', zh: '住房支出超过收入一半，被迫搬走' },
  'job lost': { en: 'lost the job', zh: '失业' },
  'life changed': { en: 'a new stage of life', zh: '进入新的人生阶段' },
  queued: { en: 'joined the queue for public homes', zh: '开始轮候公租房' },
  left: { en: 'left the city', zh: '离开城市' },
  ended: { en: 'life course ended', zh: '家庭生命周期结束' },
}

export const TERM_TITLES: Readonly<Record<ChoiceTerm, Words>> = {
  rent: { en: 'Lower housing cost', zh: '住房支出更低' },
  travel: { en: 'Closer to work', zh: '离工作更近' },
  space: { en: 'Space', zh: '面积' },
  green: { en: 'Green nearby', zh: '附近绿地' },
  quality: { en: 'Condition of the home', zh: '房屋状况' },
  heritage: { en: 'Historic fabric', zh: '历史风貌' },
  neighbours: { en: 'Neighbours like itself', zh: '邻居与自己相近' },
  noise: { en: 'Noise and crowds', zh: '喧闹与拥挤' },
  school: { en: 'School place', zh: '学位' },
  clinic: { en: 'Clinic nearby', zh: '附近诊所' },
  gate: { en: 'Walls and gate', zh: '围墙与门禁' },
  own: { en: 'Owning', zh: '拥有产权' },
  near: { en: 'Known neighbourhood', zh: '熟悉的街区' },
  attachment: { en: 'Effort of moving', zh: '搬家的不舍' },
  luck: { en: 'Taste and luck', zh: '个人喜好与运气' },
}

export const PARCEL_EVENT_TITLES: Readonly<Record<ParcelEventKind, Words>> = {
  auctioned: { en: 'Land sold', zh: '土地出让' },
  proposed: { en: 'Rebuilding proposed', zh: '提出改造' },
  'not asked': { en: 'Went on without asking', zh: '未经征询' },
  'vote carried': { en: 'Hearing: carried', zh: '听证会通过' },
  'vote refused': { en: 'Hearing: refused', zh: '听证会否决' },
  'plan given up': { en: 'Plan given up', zh: '方案放弃' },
  built: { en: 'Homes finished', zh: '住房建成' },
  cleared: { en: 'Homes demolished', zh: '住房被拆除' },
  'wall opened': { en: 'Wall opened', zh: '围墙打开' },
  displaced: { en: 'Households displaced', zh: '家庭被迫搬走' },
}

/** By OWNER of the land. */
export const OWNER_TITLES: readonly Words[] = [
  { en: 'state', zh: '国有' },
  { en: 'village collective', zh: '村集体' },
  { en: 'leased', zh: '已出让' },
]
