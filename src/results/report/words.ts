import type { Words } from '../../lib/declare.ts'
import type { Theme } from '../../policies/policy.ts'
import { effectRule } from '../statistics.ts'

/** Themes as screens name them: short name and question. */
export const themeWords: Record<Theme, { name: Words; question: Words }> = {
  production: {
    name: { en: 'Production', zh: '生产' },
    question: { en: 'Who keeps the gain in land value?', zh: '土地增值归谁？' },
  },
  distribution: {
    name: { en: 'Distribution', zh: '分配' },
    question: { en: 'Who gets homes, schools, green?', zh: '住房、学校、绿地分给谁？' },
  },
  difference: {
    name: { en: 'Difference', zh: '差异' },
    question: { en: 'Is there room for everyone?', zh: '不一样的人有没有一席之地？' },
  },
  power: {
    name: { en: 'Power', zh: '权力' },
    question: { en: 'Who is heard, who must leave?', zh: '谁说话算数，谁被迫搬走？' },
  },
  encounter: {
    name: { en: 'Encounter', zh: '交往' },
    question: { en: 'Do different people meet?', zh: '不同的人会相遇吗？' },
  },
  environment: {
    name: { en: 'Environment', zh: '环境' },
    question: { en: 'Who has nature nearby?', zh: '谁家门口有绿有水？' },
  },
  mechanism: {
    name: { en: 'Mechanism', zh: '机制' },
    question: { en: 'Does the city learn and share?', zh: '城市会倾听、会调整吗？' },
  },
}

/** Groups of households as comparisons name them. */
export const groupWords: Record<string, Words> = {
  'quintile 1': { en: 'Lowest fifth', zh: '最低五分之一' },
  'quintile 2': { en: 'Second fifth', zh: '第二个五分之一' },
  'quintile 3': { en: 'Middle fifth', zh: '中间五分之一' },
  'quintile 4': { en: 'Fourth fifth', zh: '第四个五分之一' },
  'quintile 5': { en: 'Highest fifth', zh: '最高五分之一' },
  owner: { en: 'Owners', zh: '自有住房' },
  tenant: { en: 'Tenants', zh: '租户' },
  registered: { en: 'Registered here', zh: '本地户籍' },
  migrant: { en: 'Newcomers', zh: '外来居民' },
}

/** Kinds of group, by the groups they hold. */
export const groupKinds: { title: Words; holds: (group: string) => boolean }[] = [
  { title: { en: 'Income', zh: '收入' }, holds: group => group.startsWith('quintile') },
  { title: { en: 'Home', zh: '住房' }, holds: group => group === 'owner' || group === 'tenant' },
  { title: { en: 'Origin', zh: '户籍' }, holds: group => group === 'registered' || group === 'migrant' },
]

/** Land uses as the map reads them out. */
export const useWords: Record<string, Words> = {
  farmland: { en: 'farmland', zh: '农田' },
  residential: { en: 'residential', zh: '居住' },
  employment: { en: 'workplaces', zh: '产业' },
  facility: { en: 'public facility', zh: '公共设施' },
  water: { en: 'water', zh: '水面' },
  nature: { en: 'nature', zh: '自然' },
  vacant: { en: 'vacant', zh: '空地' },
  site: { en: 'building site', zh: '工地' },
  'street commercial': { en: 'street shops', zh: '沿街商业' },
  institution: { en: 'institution', zh: '机构' },
}

/** Every sentence of the report in both languages; {name} is filled in. */
export const words = {
  report: { en: 'Comparison report', zh: '比较报告' },
  skip: { en: 'Skip to results', zh: '跳到结果' },
  language: { en: '中文', zh: 'English' },
  compared: { en: 'Compared with “{baseline}”', zh: '与“{baseline}”相比' },
  facts: {
    en: 'City {city}. {years} years. {n} paired runs of each scenario, seed {seed}. justcity {version}, model {model}.',
    zh: '城市{city}，{years}年，每个情景成对运行{n}次，种子{seed}。justcity {version}，模型版本{model}。',
  },
  caveat: { en: 'A model to think with, not a forecast.', zh: '这是帮助思考的模型，不是预测。' },
  shared: {
    en: 'All scenarios share one baseline, so their errors move together: differences between scenarios need a comparison of their own.',
    zh: '所有情景共用一个照旧情景，误差会一起变动；情景之间的差别要另作比较。',
  },
  many: {
    en: 'Of many intervals at 95 %, about one in twenty misses zero by luck alone: the headline measures are fixed beforehand, the rest is for exploring.',
    zh: '95%区间一多，大约每二十个就有一个只因运气而不含零：主要指标是事先定好的，其余仅供探索。',
  },
  failed: {
    en: 'Runs that failed and are left out: {n} ({list})',
    zh: '有{n}次运行失败，未计入（{list}）',
  },
  glance: { en: 'At a glance', zh: '一览' },
  glanceNote: {
    en: 'Change against the baseline, with its 95 % interval. Grey with ≈: too close to call, or no larger than chance.',
    zh: '相对照旧的变化及95%区间。灰色带≈：看不出差别，或不超过偶然波动。',
  },
  workshop: { en: 'For a workshop: {prompt}', zh: '供讨论：{prompt}' },
  levers: { en: 'What it sets', zh: '设置了什么' },
  otherWorld: {
    en: 'Its city differs from the baseline’s from the start ({list}): differences are of that and of the policies together.',
    zh: '其城市从一开始就与照旧不同（{list}）：差异来自该不同与政策的合计。',
  },
  headline: { en: 'Justice measures, end of the run', zh: '公正指标，运行结束时' },
  headlineNote: {
    en: 'Means over the end of the run. One dot a run; bar: 95 % interval of the mean paired difference; grey strip: placebo band, what one rent changed by 1 % does. Each row has its own scale, whose end is written at its right: do not compare rows by length.',
    zh: '运行末段的平均。每个点是一次运行；横线是成对差异均值的95%区间；灰条是安慰剂带，即一处房租变动1%造成的差异。每行刻度不同，右端标出刻度终点，请勿跨行比长短。',
  },
  measure: { en: 'Measure', zh: '指标' },
  theme: { en: 'Theme', zh: '主题' },
  unit: { en: 'Unit', zh: '单位' },
  betterWhen: { en: 'More just', zh: '更公正的方向' },
  higher: { en: 'higher', zh: '更高' },
  lower: { en: 'lower', zh: '更低' },
  'to 1': { en: 'nearer to 1', zh: '更接近1' },
  none: { en: 'neither', zh: '无方向' },
  baseline: { en: 'Baseline', zh: '照旧' },
  policy: { en: 'With policies', zh: '有政策' },
  change: { en: 'Change', zh: '变化' },
  interval: { en: '95 % interval', zh: '95%区间' },
  bootstrap: { en: 'Bootstrap', zh: '自助法区间' },
  band: { en: 'Placebo band', zh: '安慰剂带' },
  saved: { en: 'Variance saved by pairing', zh: '配对节省的方差' },
  runs: { en: 'Each run', zh: '各次运行' },
  verdict: { en: 'Reading', zh: '怎么读' },
  lessMore: { en: '◂ less just │ more just ▸', zh: '◂ 更不公 │ 更公正 ▸' },
  moreJust: { en: 'more just', zh: '更公正' },
  lessJust: { en: 'less just', zh: '更不公' },
  goesUp: { en: 'higher; neither way is more just', zh: '升高；无公正方向' },
  goesDown: { en: 'lower; neither way is more just', zh: '降低；无公正方向' },
  beyond: { en: 'beyond placebo ({band})', zh: '超出安慰剂带（{band}）' },
  inRuns: { en: '{k} of {n} runs', zh: '{n}次运行中有{k}次' },
  close: { en: 'Too close to call: the interval holds zero.', zh: '还看不出差别：区间含零。' },
  chance: {
    en: 'No larger than chance: changing one rent by 1 % moves it by up to {band}.',
    zh: '和偶然波动差不多：一处房租变动1%，变化可达{band}。',
  },
  unresolved: {
    en: 'Unresolved: moves in lumps; {n} runs are too few unless the interval is clear of the band.',
    zh: '尚无定论：该指标成块变动，{n}次运行太少，除非区间完全离开安慰剂带。',
  },
  single: {
    en: 'Unresolved: needs two runs or more, and a placebo.',
    zh: '尚无定论：至少要两次运行，并有安慰剂对照。',
  },
  noValue: { en: 'No value in these runs.', zh: '这些运行中没有数值。' },
  allMeasures: { en: 'All {n} measures as a chart', zh: '全部{n}个指标（图）' },
  allTable: { en: 'All {n} measures as a table', zh: '全部{n}个指标（表）' },
  members: {
    en: '{n} calibrated sets of parameters: nine in ten from {low} to {high}, same sign in {k}',
    zh: '{n}组校准参数：九成在{low}到{high}之间，同号{k}组',
  },
  seriesMembers: {
    en: 'The paler band holds nine tenths of the calibrated sets of parameters, each with a luck of its own.',
    zh: '较浅的带为九成校准参数组的范围，每组各有自己的运气。',
  },
  series: { en: 'Through the years', zh: '逐年变化' },
  seriesNote: {
    en: 'Means over runs. Dashed grey: baseline. Solid blue: with policies. The band round it is the 95 % interval of the paired difference: where the dashed line lies outside, the runs differ by more than their luck. The reading under each title is of the end of the run.',
    zh: '各次运行的平均。灰色虚线：照旧。蓝色实线：有政策，其周围是成对差异的95%区间：虚线落在区间之外，差异就不只是运气。标题下的读法针对运行末段。',
  },
  year: { en: 'Year', zh: '年' },
  bandLow: { en: 'Band, low', zh: '区间下限' },
  bandHigh: { en: 'Band, high', zh: '区间上限' },
  asTable: { en: 'As a table', zh: '看表格' },
  households: { en: 'Who gains, who loses', zh: '谁受益，谁受损' },
  householdsNote: {
    en: 'The {n} households there when the first policy starts, each compared with itself in the baseline; means over runs. A gain or loss under 1 % of what is left after housing counts as about the same. One rent changed by 1 % already leaves many better and worse off: each share stands beside its 95 % interval and the placebo’s, and is called above or below chance only where the run-by-run difference from the placebo is. Newcomers after the start are not valued.',
    zh: '首项政策开始时的{n}户家庭，每户都与照旧情景中的自己比较；各次运行的平均。得失不到住房支出后收入1%的算差不多。仅一处房租变动1%就会让许多家庭变好或变差：每个比例旁附95%区间与安慰剂区间，只有逐次运行与安慰剂的差别站得住，才说高于或低于偶然。之后迁入的家庭未计。',
  },
  worse: { en: 'Worse off', zh: '变差' },
  unchanged: { en: 'About the same', zh: '差不多' },
  better: { en: 'Better off', zh: '变好' },
  leftPolicy: { en: 'Left only with policies', zh: '仅在有政策时离开' },
  leftBaseline: { en: 'Left only in the baseline', zh: '仅在照旧时离开' },
  leftBoth: { en: 'Left in both', zh: '两种情形都离开' },
  ended: { en: 'Ended (life course)', zh: '因生命历程结束' },
  group: { en: 'Group', zh: '群体' },
  gain: { en: 'Stayers’ mean gain, a month', zh: '留下者平均得失，每月' },
  shares: { en: '◂ worse, same, better ▸, % of each group', zh: '◂ 变差、差不多、变好 ▸，占各群体%' },
  ofHouseholds: { en: '{n} households', zh: '{n}户' },
  leavers: {
    en: '{policy} households leave the city only with policies, {baseline} only in the baseline. They get no gain or loss in yuan, so read the means beside them.',
    zh: '有{policy}户仅在有政策时离开，{baseline}户仅在照旧时离开。他们没有元数得失，读平均数时请一并看。',
  },
  noneTold: {
    en: 'No group’s share of losers or gainers is told from chance.',
    zh: '没有哪个群体变差或变好的比例能与偶然区分。',
  },
  told: { en: 'Told from chance', zh: '能与偶然区分的' },
  pairs: { en: '{k} of {n} runs have a value in both arms', zh: '{n}次运行中有{k}次两边都有数值' },
  worstGroup: {
    en: 'Worse off more often than by chance, most of all: {group} ({share}).',
    zh: '变差比例高于偶然，最高：{group}（{share}）。',
  },
  bestGroup: {
    en: 'Better off more often than by chance, most of all: {group} ({share}).',
    zh: '变好比例高于偶然，最高：{group}（{share}）。',
  },
  noHouseholds: { en: 'No households were compared.', zh: '没有可比较的家庭。' },
  costs: { en: 'What it costs', zh: '每年花费' },
  costsNote: {
    en: 'Public money a year, mean of the years since a policy began and of all runs, so that what is paid once counts too. Left of the line: it brings money in.',
    zh: '每年公共支出，政策开始以来各年、各次运行的平均，一次性支出也计入。线左侧表示带来收入。',
  },
  bringsIn: { en: 'brings in', zh: '带来收入' },
  total: { en: 'Together', zh: '合计' },
  payers: { en: 'Who has less, who has more', zh: '谁少得，谁多得' },
  payersNote: {
    en: 'Yuan a year against the baseline, mean of the last quarter of the run, with its 95 % interval. What does not leave the placebo band may be chance: its amount is no finding.',
    zh: '与照旧相比，每年多得或少得的钱，取运行最后四分之一的平均，附95%区间。未超出安慰剂带的可能只是偶然，其数额不是发现。',
  },
  withinChance: { en: 'within chance', zh: '与偶然波动无法区分' },
  aboveChance: { en: 'above chance', zh: '高于偶然' },
  belowChance: { en: 'below chance', zh: '低于偶然' },
  noCosts: { en: 'No policy bills anything.', zh: '没有政策产生费用。' },
  maps: { en: 'Where', zh: '在哪里' },
  mapsNote: {
    en: 'One pair of runs, the first of {n}, at its end. A map has no interval and no placebo band: differences of one parcel also come from chance. What holds over all runs is in the measures above.',
    zh: '只画第一对运行（共{n}对）结束时的情形。地图没有区间，也没有安慰剂带：单个地块的差异也可能出于偶然。各次运行都成立的结果见上面的指标。',
  },
  layer: { en: 'Layer', zh: '图层' },
  show: { en: 'Show', zh: '显示' },
  showAll: { en: 'All three', zh: '三幅' },
  showPair: { en: 'Side by side', zh: '并排' },
  showDifference: { en: 'Difference', zh: '差异' },
  rent: { en: 'Rent', zh: '租金' },
  income: { en: 'Income', zh: '收入' },
  displacement: { en: 'Forced to move', zh: '被迫搬走' },
  rentLong: { en: 'Asking rent', zh: '挂牌租金' },
  incomeLong: { en: 'Mean income of residents', zh: '居民平均收入' },
  displacementLong: { en: 'Forced moves since the start', zh: '开始以来被迫搬走' },
  perHomes: { en: 'per 100 homes', zh: '每100套住房' },
  mapBaseline: { en: 'Baseline', zh: '照旧' },
  mapPolicy: { en: 'With policies', zh: '有政策' },
  mapDifference: { en: 'Difference, with − baseline', zh: '差异：有政策 − 照旧' },
  dearer: { en: '◂ dearer', zh: '◂ 更贵' },
  cheaper: { en: 'cheaper ▸', zh: '更便宜 ▸' },
  poorer: { en: '◂ poorer residents', zh: '◂ 居民收入更低' },
  richer: { en: 'richer residents ▸', zh: '居民收入更高 ▸' },
  moreForced: { en: '◂ more', zh: '◂ 更多' },
  fewerForced: { en: 'fewer ▸', zh: '更少 ▸' },
  alike: { en: 'about the same', zh: '差不多' },
  nobody: { en: 'no value', zh: '无数值' },
  water: { en: 'water', zh: '水' },
  park: { en: 'nature', zh: '自然' },
  fields: { en: 'fields', zh: '农田' },
  walls: { en: 'walls (baseline)', zh: '围墙（照旧）' },
  rail: { en: 'rail', zh: '轨道' },
  mapHelp: {
    en: 'Point at a parcel, or move with the arrow keys once a map has the focus, to read its value.',
    zh: '指向地块，或选中地图后用方向键移动，读取数值。',
  },
  parcel: { en: 'Parcel {n}, {use}', zh: '地块{n}，{use}' },
  walled: { en: 'walled', zh: '有围墙' },
  source: { en: 'Map data: {attribution}', zh: '地图数据：{attribution}' },
  mapTable: { en: 'Inhabited parcels as a table', zh: '有人居住的地块（表）' },
  summary: { en: 'Over all parcels', zh: '所有地块' },
  parcels: { en: 'Parcels with a value', zh: '有数值的地块' },
  lowTenth: { en: 'Lowest tenth ends at', zh: '最低一成止于' },
  median: { en: 'Median', zh: '中位数' },
  highTenth: { en: 'Highest tenth begins at', zh: '最高一成始于' },
  policyShort: { en: 'with', zh: '有政策' },
  placebo: { en: 'placebo', zh: '安慰剂' },
  better1: { en: 'better', zh: '更公正' },
  worse1: { en: 'worse', zh: '更不公' },
  notSeen: { en: 'not seen', zh: '未见效应' },
  unresolved1: { en: 'unresolved', zh: '尚无定论' },
  undefined1: { en: 'undefined', zh: '无数值' },
  worseShort: { en: 'worse', zh: '变差' },
  betterShort: { en: 'better', zh: '变好' },
  everyone: { en: 'Everyone', zh: '全部' },
  same1: { en: 'same', zh: '差不多' },
  leftPolicyShort: { en: 'left, with', zh: '有政策才离开' },
  leftBaselineShort: { en: 'left, without', zh: '照旧才离开' },
  leftBothShort: { en: 'left both', zh: '都离开' },
  endedShort: { en: 'ended', zh: '结束' },
  gainShort: { en: '¥/month', zh: '得失/月' },
  countsNote: {
    en: '% of the households there when the first policy starts, mean over runs, then its 95 % interval and, in brackets, what one rent changed by 1 % makes of it. ●: told from chance, by the run-by-run difference from the placebo.',
    zh: '占首项政策开始时家庭的百分比，各次运行的平均，后附95%区间；括号内为一处房租变动1%时的数。●：逐次运行与安慰剂相比，能与偶然区分。',
  },
  places: {
    en: 'Places differ in their mix of incomes (Theil’s H by 300 m cells, {draws} relabellings): p = {p}; with one rent changed by 1 % instead of the policies: p = {placebo}. A small p beside a small one says only that two runs differ.',
    zh: '各处收入构成是否不同（300米格网的泰尔 H，重新标签{draws}次）：p = {p}；不用政策、只有一处房租变动1%时：p = {placebo}。两个都小，只说明两次运行不同。',
  },
  made: {
    en: `Statistics: a change is called an effect only if ${effectRule.en}.`,
    zh: `统计方法：满足以下条件才称为效应：${effectRule.zh}。`,
  },
} as const satisfies Record<string, Words>

export type WordKey = keyof typeof words

/** Sentences that the page's own script fills in. */
export const scriptKeys = [
  'parcel',
  'walled',
  'baseline',
  'policy',
  'mapBaseline',
  'mapPolicy',
  'change',
  'year',
  'nobody',
] as const satisfies readonly WordKey[]
