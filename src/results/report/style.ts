/** The report's looks. Grey is the baseline, blue what follows from policies, teal and ochre more and less just. */

const light = `
  --bg: #ffffff; --sunk: #f5f6f8; --ink: #14181f; --ink2: #4a5260; --ink3: #656d7a; --ctl: #868d99;
  --line: #e3e6ea; --line2: #c9ced6; --base: #656d7a; --acc: #2f4bc7; --acc-ink: #ffffff;
  --more: #00665b; --less: #a14f0c; --unk: #656d7a; --more-fill: #9cd0c7; --less-fill: #e7be93; --same-fill: #e3e6ea;
  --fill-ink: #14181f; --strip: rgba(101,109,122,.22); --base-band: rgba(101,109,122,.15); --acc-band: rgba(47,75,199,.18); --acc-wide: rgba(47,75,199,.08);
  --water: #d3e2ec; --park: #d3e2cb; --field: #eef2e9; --land: #f0f1f2;
  --l0: #e9edf7; --l1: #cbd5f0; --l2: #a5b6e4; --l3: #7b93d6; --l4: #5470c4; --l5: #344fa8; --l6: #1f3180;
  --d0: #8c4308; --d1: #c67a3a; --d2: #e7be93; --d3: #e2e4e4; --d4: #9cd0c7; --d5: #3f9d90; --d6: #0a6a5f;
  --p0: #3f4650; --p1: #767d88; --p2: #b3b8c0; --p3: #ececec; --p4: #a5b6e4; --p5: #5470c4; --p6: #1f3180;`

const dark = `
  --bg: #13171c; --sunk: #191e24; --ink: #edf0f3; --ink2: #b3bbc6; --ink3: #8f98a5; --ctl: #66707d;
  --line: #272d35; --line2: #3d4550; --base: #9aa3af; --acc: #8fa4ff; --acc-ink: #0e1230;
  --more: #62dccb; --less: #eda061; --unk: #858e9a; --more-fill: #1f5f58; --less-fill: #7a4e2c; --same-fill: #2b3137;
  --fill-ink: #edf0f3; --strip: rgba(154,163,175,.24); --base-band: rgba(154,163,175,.18); --acc-band: rgba(143,164,255,.22); --acc-wide: rgba(143,164,255,.1);
  --water: #1c2f3d; --park: #24362c; --field: #19211d; --land: #1a1f25;
  --l0: #1d2440; --l1: #2a3768; --l2: #3a4d92; --l3: #5068b8; --l4: #748bd3; --l5: #a1b3e8; --l6: #d3dcf8;
  --d0: #f0a463; --d1: #c2783c; --d2: #7a4e2c; --d3: #2f363d; --d4: #1f5f58; --d5: #2f9486; --d6: #69d2c1;
  --p0: #d9dde2; --p1: #8f98a5; --p2: #565f6b; --p3: #2b3137; --p4: #3a4d92; --p5: #748bd3; --p6: #d3dcf8;`

export const style = `
:root { color-scheme: light dark; ${light} }
@media (prefers-color-scheme: dark) { :root:not([data-print]) { ${dark} } }
:root[data-print] { color-scheme: light; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 64px; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 400 0.9375rem/1.5 -apple-system, "Segoe UI", Roboto,
  "Helvetica Neue", Arial, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC",
  "Noto Sans SC", sans-serif; font-variant-numeric: tabular-nums; }
:root[data-language="en"] .zh, :root[data-language="zh"] .en { display: none; }
h1, h2, h3, h4, p, figure, fieldset, ul { margin: 0; padding: 0; border: 0; }
h1, h2, h3, h4 { font-weight: 600; line-height: 1.2; text-wrap: balance; }
.wrap { max-width: 1200px; margin: 0 auto; padding: 0 16px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
a { color: var(--acc); }
:focus-visible { outline: 2px solid var(--acc); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: 16px; top: -60px; z-index: 3; background: var(--bg); padding: 8px 12px; }
.skip:focus { top: 8px; }
.note { color: var(--ink3); font-size: 0.8125rem; max-width: 100ch; }
.lead { font-size: 1.0625rem; line-height: 1.4; color: var(--ink2); max-width: 66ch; }

.top { position: sticky; top: 0; z-index: 2; background: var(--bg); border-bottom: 1px solid var(--line); }
.top .wrap { display: flex; align-items: center; gap: 20px; min-height: 48px; }
.brand { font-weight: 600; font-size: 0.9375rem; }
.brand b { color: var(--acc); font-weight: 600; }
.top nav { flex: 1; min-width: 0; overflow-x: auto; white-space: nowrap; scrollbar-width: none; }
.top nav ul { list-style: none; display: flex; gap: 20px; }
.top nav a { display: block; padding: 12px 0; font-size: 0.8125rem; color: var(--ink2); text-decoration: none; }
.top nav a:hover { color: var(--ink); text-decoration: underline; }
button { font: inherit; font-size: 0.8125rem; color: var(--ink); background: none; border: 1px solid var(--ctl); border-radius: 6px;
  padding: 4px 12px; min-height: 32px; cursor: pointer; white-space: nowrap; }
button:hover { background: var(--sunk); }

.title { padding: 36px 0 28px; display: grid; gap: 10px; }
.title h1 { font-size: 2.125rem; }
.caveat { border-left: 3px solid var(--ink); padding-left: 12px; font-size: 0.9375rem; }
.failures { border-left: 3px solid var(--ink); padding-left: 12px; font-size: 0.8125rem; overflow-wrap: anywhere; }
section { scroll-margin-top: 56px; }
.glance { padding-bottom: 36px; }
.glance h2 { font-size: 1.375rem; margin-bottom: 4px; }
.scenario { border-top: 2px solid var(--ink); padding: 32px 0 48px; }
.scenario > h2 { font-size: 1.75rem; margin-bottom: 8px; }
.scenario h3 { font-size: 1.125rem; margin: 40px 0 4px; }
.levers { list-style: none; display: flex; flex-wrap: wrap; gap: 6px; margin-top: 12px; font-size: 0.8125rem; align-items: baseline; }
.levers .label { color: var(--ink3); margin-right: 4px; }
.levers code { background: var(--sunk); border: 1px solid var(--line); border-radius: 4px; padding: 2px 7px; overflow-wrap: anywhere;
  font: 500 0.75rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }

table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 6px 12px 6px 0; vertical-align: middle; border-top: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--ink3); font-size: 0.75rem; border-top: 0; vertical-align: bottom; }
.num { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; margin-top: 8px; }
.tone-more { color: var(--more); font-weight: 600; }
.tone-less { color: var(--less); font-weight: 600; }
.tone-plain { color: var(--ink); font-weight: 600; }
.tone-unresolved { color: var(--unk); }

.glance table { font-size: 0.8125rem; }
.glance td, .glance thead th { min-width: 150px; }
.glance thead th { color: var(--ink); font-weight: 600; font-size: 0.8125rem; }
.glance td small { display: block; color: var(--ink3); font-weight: 400; font-size: 0.75rem; white-space: nowrap; }
.theme { display: block; color: var(--ink3); font-size: 0.75rem; }

.rows { margin-top: 12px; }
.rows th[scope=row] { width: 22%; line-height: 1.3; font-weight: 500; }
.rows .theme { font-weight: 400; }
.rows .now { font-size: 1.125rem; font-weight: 600; }
.rows .was { color: var(--ink3); }
.rows .diff { font-size: 0.9375rem; }
.rows .diff small { display: block; font-weight: 400; color: var(--ink3); font-size: 0.75rem; }
.rows .figure { width: 31%; padding: 4px 16px 4px 8px; }
.rows th.figure { text-align: center; }
.rows .figure small { display: flex; justify-content: space-between; color: var(--ink3); font-size: 0.6875rem; line-height: 1.2; }
.rows .say { font-size: 0.8125rem; color: var(--ink2); width: 20%; line-height: 1.35; padding-right: 0; }
.plot { display: block; width: 100%; height: auto; overflow: visible; }
.plot .axis { stroke: var(--line); stroke-width: 1; }
.plot .zero { stroke: var(--ctl); stroke-width: 1.5; }
.plot .strip { fill: var(--strip); }
.plot .run { fill: var(--unk); opacity: .5; }
.plot .wide { fill: var(--acc-wide); stroke: var(--line2); stroke-width: 0.5; }
small.members { display: block; }
.plot .bar { stroke: var(--unk); stroke-width: 2; }
.plot .mean { fill: var(--bg); stroke: var(--unk); stroke-width: 2; }
.plot .run.more { fill: var(--more); } .plot .run.less { fill: var(--less); } .plot .run.plain { fill: var(--ink); }
.plot .bar.more { stroke: var(--more); } .plot .bar.less { stroke: var(--less); } .plot .bar.plain { stroke: var(--ink); }
.plot .mean.more { fill: var(--more); stroke: var(--more); } .plot .mean.less { fill: var(--less); stroke: var(--less); }
.plot .mean.plain { fill: var(--ink); stroke: var(--ink); }

details { margin-top: 10px; font-size: 0.8125rem; }
summary { cursor: pointer; color: var(--ink2); padding: 5px 0; min-height: 28px; }
summary:hover { color: var(--ink); }
details table { font-size: 0.75rem; }
details thead th { white-space: nowrap; }
details .rows { font-size: 0.8125rem; }

.multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(255px, 1fr)); gap: 24px 28px; margin-top: 16px; }
.multiples h4 { font-size: 0.8125rem; }
.multiples .read { font-size: 0.75rem; min-height: 4.2em; line-height: 1.4; color: var(--ink3); }
.multiples .canvas { position: relative; height: 168px; }
.key { display: inline-flex; gap: 16px; font-size: 0.75rem; color: var(--ink3); flex-wrap: wrap; }
.key i { display: inline-block; width: 22px; vertical-align: middle; margin-right: 6px; }
.key i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.key .k-base { border-top: 2px dashed var(--base); }
.key .k-policy { border-top: 2.5px solid var(--acc); }
.key .k-band { height: 10px; background: var(--acc-band); }

.three { display: grid; grid-template-columns: repeat(3, 1fr); border-top: 2px solid var(--ink); border-bottom: 1px solid var(--line2); margin: 14px 0 16px; }
.three > div { padding: 10px 16px 12px; border-left: 1px solid var(--line2); }
.three > div:first-child { border-left: 0; padding-left: 0; }
.three b { display: block; font-size: 0.8125rem; font-weight: 600; }
.three strong { display: block; font-size: 2.375rem; line-height: 1.12; font-weight: 600; }
.three span.count { font-size: 0.8125rem; color: var(--ink2); }
.bars th[scope=row] { width: 11rem; font-weight: 400; }
.bars .kind { width: 5rem; font-weight: 600; font-size: 0.8125rem; }
.bars td, .bars th { padding-top: 3px; padding-bottom: 3px; border-top: 0; font-size: 0.8125rem; }
.bars tr.first > * { border-top: 1px solid var(--line); padding-top: 7px; }
.bars tr.last > * { padding-bottom: 7px; }
.bars .stack { min-width: 180px; width: 62%; }
.stack > div { display: flex; gap: 2px; height: 20px; }
.stack i { font-style: normal; font-size: 0.6875rem; line-height: 20px; text-align: center; overflow: hidden; color: var(--fill-ink);
  print-color-adjust: exact; -webkit-print-color-adjust: exact; min-width: 1px; }
.s-worse { background: var(--less-fill); } .s-same { background: var(--same-fill); } .s-better { background: var(--more-fill); }
.s-out { background: repeating-linear-gradient(45deg, var(--less-fill) 0 3px, var(--bg) 3px 6px); }
.s-kept { background: repeating-linear-gradient(135deg, var(--more-fill) 0 3px, var(--bg) 3px 6px); }
.s-gone { background: var(--bg); box-shadow: inset 0 0 0 1px var(--line2); }
.swatches { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 0.75rem; color: var(--ink3); margin: 8px 0 12px; }
.swatches i { display: inline-block; width: 16px; height: 11px; margin-right: 6px; vertical-align: -1px; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.sentence { font-size: 1.0625rem; line-height: 1.4; margin-top: 12px; max-width: 70ch; }

.costs, .payers { max-width: 760px; margin-top: 8px; }
.payers .mut > * { color: var(--ink3); font-weight: 400; }
.costs td.way { width: 45%; }
.costs .bar { position: relative; height: 12px; background: linear-gradient(var(--line2), var(--line2)) no-repeat var(--zero) 0 / 1px 100%; }
.costs .bar i { position: absolute; top: 1px; bottom: 1px; background: var(--acc); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.costs .bar i.in { background: var(--bg); border: 2px solid var(--acc); }
.costs tr.total > * { font-weight: 600; border-top: 1px solid var(--line2); }

.controls { display: flex; flex-wrap: wrap; gap: 10px 24px; margin: 14px 0 12px; }
.controls fieldset { display: flex; align-items: center; min-width: 0; }
.controls legend { float: left; padding: 0 10px 0 0; font-size: 0.8125rem; color: var(--ink3); }
.controls label { position: relative; }
.controls input { position: absolute; inset: 0; opacity: 0; margin: 0; width: 100%; height: 100%; cursor: pointer; }
.controls label > span { display: block; padding: 5px 12px; font-size: 0.8125rem; border: 1px solid var(--ctl); margin-left: -1px; }
.controls label:first-of-type > span { border-radius: 6px 0 0 6px; margin-left: 0; }
.controls label:last-of-type > span { border-radius: 0 6px 6px 0; }
.controls input:checked + span { background: var(--ink); color: var(--bg); border-color: var(--ink); font-weight: 500; }
.controls input:focus-visible + span { outline: 2px solid var(--acc); outline-offset: 2px; }
.panels { display: grid; grid-template-columns: repeat(3, 1fr); gap: 12px; }
.panels figcaption { font-size: 0.8125rem; font-weight: 600; padding: 2px 0 6px; }
.panels .of-policy figcaption { color: var(--acc); }
.panels .of-baseline figcaption { color: var(--base); }
.panels canvas { display: block; width: 100%; height: auto; background: var(--land); cursor: crosshair; touch-action: pan-y; }
.maps[data-show=pair] .panels { grid-template-columns: 1fr 1fr; }
.maps[data-show=pair] .of-difference, .maps[data-show=difference] .of-baseline, .maps[data-show=difference] .of-policy { display: none; }
.maps[data-show=difference] .panels { grid-template-columns: minmax(0, 820px); }
.legends { display: grid; grid-template-columns: 2fr 1fr; gap: 12px; margin-top: 8px; align-items: start; }
.maps[data-show=difference] .legends, .maps[data-show=pair] .legends { grid-template-columns: 1fr 1fr; }
.legend { display: none; font-size: 0.75rem; color: var(--ink2); }
.maps[data-layer=rent] .of-rent, .maps[data-layer=income] .of-income, .maps[data-layer=displacement] .of-displacement { display: block; }
.maps[data-show=pair] .legends > :last-child, .maps[data-show=difference] .legends > :first-child { display: none; }
.rows-of-map .scroll { max-height: 420px; overflow: auto; }
.ramp { display: flex; max-width: 380px; margin-top: 4px; }
.ramp i { flex: 1; height: 12px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.ticks { display: flex; max-width: 380px; position: relative; height: 1.4em; color: var(--ink3); font-size: 0.6875rem; }
.ticks span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.ends { display: flex; justify-content: space-between; max-width: 380px; font-weight: 500; color: var(--ink); }
.readout { min-height: 3em; margin-top: 8px; font-size: 0.8125rem; }
.ground { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 0.75rem; color: var(--ink3); margin-top: 6px; }
.ground i { display: inline-block; width: 16px; height: 11px; margin-right: 6px; vertical-align: -1px; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.attribution { font-size: 0.75rem; color: var(--ink3); margin-top: 4px; }
footer { border-top: 1px solid var(--line); padding: 16px 0 44px; }

@media screen and (max-width: 760px) {
  .title h1 { font-size: 1.625rem; }
  .scenario > h2 { font-size: 1.375rem; }
  .top .wrap { gap: 12px; }
  .rows, .rows tbody { display: block; }
  .rows thead { display: none; }
  .rows tr { display: grid; grid-template-columns: 1fr auto auto; gap: 0 14px; padding: 10px 0; border-top: 1px solid var(--line); }
  .rows th, .rows td { border: 0; padding: 0; }
  .rows th[scope=row] { width: auto; align-self: center; }
  .rows .now, .rows .diff { align-self: center; }
  .rows .was { display: none; }
  .rows .diff { text-align: right; }
  .rows .now .phone { display: block; font-size: 0.75rem; font-weight: 400; color: var(--ink3); }
  .rows .figure, .rows .say { grid-column: 1 / -1; width: auto; padding: 4px 0 0; }
  .three strong { font-size: 1.625rem; }
  .three > div { padding: 8px; }
  .bars, .bars tbody { display: block; }
  .bars thead, .bars .kind { display: none; }
  .bars tr { display: grid; grid-template-columns: 1fr auto; padding: 4px 0; }
  .bars tr.first { border-top: 1px solid var(--line); }
  .bars tr > *, .bars tr.first > *, .bars tr.last > * { border: 0; padding: 0; width: auto; }
  .bars tr .stack { grid-row: 2; grid-column: 1 / -1; width: auto; }
  .panels, .maps[data-show=pair] .panels { grid-template-columns: 1fr 1fr; gap: 10px 8px; }
  .panels .of-difference { grid-column: 1 / -1; }
  .maps[data-show=difference] .panels, .legends, .maps[data-show] .legends { grid-template-columns: 1fr; }
  .controls fieldset { flex-wrap: wrap; }
  .controls legend { width: 100%; padding-bottom: 4px; }
  .controls label > span { padding: 9px 12px; }
  .costs td.way { width: 30%; }
  button { min-height: 44px; }
  .top nav a { padding: 14px 0; }
}
@media print, (min-width: 761px) { .phone { display: none; } }
@media print {
  :root { color-scheme: light; ${light} }
  body { font-size: 10pt; }
  .top, .controls, details:not([open]), .skip, .readout .help { display: none; }
  .scenario { break-before: page; }
  .rows tr, .multiples > figure, .bars tr, .panels, .three { break-inside: avoid; }
  h3 { break-after: avoid; }
  .multiples { grid-template-columns: repeat(3, 1fr); }
  .run, .strip, .mean, .bar { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`
