import type { Words } from '../lib/declare.ts'

/** The field's terms as this model uses them, in both languages. */
export const terms: readonly { readonly term: Words; readonly means: Words }[] = [
  {
    term: { en: 'spatial justice', zh: '空间正义' },
    means: {
      en: 'who gets which space, who decides, who meets whom, who pays',
      zh: '谁得到什么空间，谁说了算，谁与谁相遇，由谁付出代价',
    },
  },
  {
    term: { en: 'baseline', zh: '照旧（基准情景）' },
    means: { en: 'the same city with the same luck and no policy', zh: '同一座城市、同样的运气，但没有政策' },
  },
  {
    term: { en: 'replication', zh: '重复运行' },
    means: {
      en: 'one run with luck of its own, paired with its baseline; the unit of every statistic',
      zh: '一次有自己运气的运行，与其基准成对；一切统计以它为单位',
    },
  },
  {
    term: { en: 'placebo band', zh: '安慰剂带' },
    means: {
      en: 'how far one rent changed by 1 % moves a measure: what chance alone can do',
      zh: '只把一处房租改动 1% 会让指标变化多少，即偶然本身能造成的变化',
    },
  },
  {
    term: { en: 'lever', zh: '杠杆' },
    means: { en: 'a setting that policies move and processes obey', zh: '政策所调、过程所循的设置' },
  },
  {
    term: { en: 'household', zh: '家庭（户）' },
    means: {
      en: 'those who live and decide together; the agent of the housing market',
      zh: '一起居住、一起决定的人，住房市场的主体',
    },
  },
  {
    term: { en: 'parcel', zh: '地块' },
    means: { en: 'a plot of land with one use', zh: '用途单一的一块地' },
  },
  {
    term: { en: 'estate', zh: '小区（大院）' },
    means: { en: 'a compound of parcels that may be walled', zh: '由若干地块组成、可能有围墙的院落' },
  },
  {
    term: { en: 'urban village', zh: '城中村' },
    means: {
      en: 'cheap rooms on collective land, let without contract',
      zh: '集体土地上的廉价出租屋，多无正式合同',
    },
  },
  {
    term: { en: 'work-unit compound', zh: '单位大院' },
    means: { en: 'older housing of an employer, often walled', zh: '单位早年修建的住房，多有围墙' },
  },
  {
    term: { en: 'zone', zh: '社区（居委会）' },
    means: { en: 'the neighbourhood of one residents’ council', zh: '一个居委会的范围' },
  },
  {
    term: { en: 'district', zh: '街道' },
    means: { en: 'the zones of one street office', zh: '一个街道办事处所辖的社区' },
  },
  {
    term: { en: 'registered household', zh: '户籍家庭' },
    means: { en: 'holds local registration (hukou)', zh: '有本地户口' },
  },
  {
    term: { en: 'migrant (newcomer)', zh: '外来户（外来居民）' },
    means: {
      en: 'lives here without local registration',
      zh: '住在本地但没有本地户口',
    },
  },
  {
    term: { en: 'recognised', zh: '被承认为居民' },
    means: {
      en: 'unregistered, but with a resident’s rights to vote, queue and school',
      zh: '没有户口，但可以投票、轮候和入学',
    },
  },
  {
    term: { en: 'tenure', zh: '居住权属' },
    means: {
      en: 'owner, market tenant, public tenant or informal tenant',
      zh: '自有、市场租赁、公租或非正式租赁',
    },
  },
  {
    term: { en: 'bid rent', zh: '竞租' },
    means: { en: 'what one would at most pay for a place', zh: '为某处最多愿付的租金' },
  },
  {
    term: { en: 'residual land value', zh: '剩余地价' },
    means: {
      en: 'what a developer can pay for land: expected sales less building, finance and required return',
      zh: '开发商买地的上限：预期销售额减去建安、资金成本和要求的回报',
    },
  },
  {
    term: { en: 'rent gap', zh: '地租差' },
    means: {
      en: 'what land could bring less what it brings as it stands; a large gap invites demolition',
      zh: '土地可能带来的收益与现状收益之差，差额大就会引来拆迁',
    },
  },
  {
    term: { en: 'land finance', zh: '土地财政' },
    means: {
      en: 'a city living on the sale of land; a budget gap makes it sell more',
      zh: '城市靠卖地过日子，预算有缺口就多卖',
    },
  },
  {
    term: { en: 'red line', zh: '红线' },
    means: {
      en: 'a protected parcel: nothing new is built, nothing is torn down',
      zh: '受保护的地块：不新建，也不拆除',
    },
  },
  {
    term: { en: 'vacancy rate', zh: '空置率' },
    means: {
      en: 'empty homes among those let and sold; rents rise below the natural rate',
      zh: '可租可售住房中空着的比例，低于自然空置率时租金上涨',
    },
  },
  {
    term: { en: 'filtering', zh: '住房过滤' },
    means: {
      en: 'homes pass to poorer households as they age',
      zh: '房子变旧后逐渐住进收入较低的人',
    },
  },
  {
    term: { en: 'rent burden', zh: '房租负担' },
    means: { en: 'rent and fee as a share of income', zh: '房租和物业费占收入的比例' },
  },
  {
    term: { en: 'displacement', zh: '被迫搬迁' },
    means: {
      en: 'losing a home by demolition, eviction, clearance, or soon after its cost passes half of income',
      zh: '因拆迁、逐出、清退失去住房，或在负担超过收入一半后不久离开',
    },
  },
  {
    term: { en: 'accessibility', zh: '可达性' },
    means: {
      en: 'needs that facilities within a walk can meet, shared with all others nearby',
      zh: '步行可及的设施能满足多少需求，与周围的人一起分享',
    },
  },
  {
    term: { en: 'dissimilarity index', zh: '差异指数' },
    means: {
      en: 'the share of a group that would have to move for both groups to be spread alike',
      zh: '要使两群人分布一致，一群人中需要搬走的比例',
    },
  },
  {
    term: { en: 'enclosure', zh: '圈占' },
    means: {
      en: 'open land or green becomes somebody’s own',
      zh: '公共的土地或绿地变成少数人专有',
    },
  },
  {
    term: { en: 'gate premium', zh: '围墙溢价' },
    means: { en: 'what a wall adds to price', zh: '围墙给房价带来的增值' },
  },
  {
    term: { en: 'green gentrification', zh: '绿色绅士化' },
    means: {
      en: 'new green raises rents until those it was for must leave',
      zh: '绿化推高租金，本该受益的人反而住不起',
    },
  },
  {
    term: { en: 'trust', zh: '信任' },
    means: {
      en: 'in government and neighbours, 0 to 1; little trust makes walls worth more',
      zh: '对政府和邻居的信任，0 到 1，信任越低围墙越值钱',
    },
  },
  {
    term: { en: 'sense of gain', zh: '获得感' },
    means: {
      en: 'whether life got better over the year, losses weighing more; it moves people to take part',
      zh: '这一年生活有没有变好，失去比得到更有分量，它推动人们参与',
    },
  },
  {
    term: { en: 'funded share', zh: '资金到位率' },
    means: {
      en: 'the part of its bill that a policy gets from the budget: its lever acts only so far',
      zh: '政策所需经费中预算实际支付的部分，杠杆只能走到这一步',
    },
  },
]
