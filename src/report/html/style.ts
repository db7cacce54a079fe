/**
 * The style sheet of report.html. Light and dark follow the reader's system; widths follow the screen: only what is in a
 * `.scroll` may be wider than it. Text has a contrast of 4.5 and more, bars of 3 (WCAG 2.2 §1.4.3, §1.4.11).
 */
export const STYLE = `
:root { color-scheme: light dark; --page: #ffffff; --card: #f6f8fa; --line: #d1d9e0; --text: #1f2328; --soft: #59636e;
  --link: #0969da; --built: #1a7f37; --reused: #0969da; --failed: #cf222e; --cancelled: #8a5a00; --skipped: #59636e;
  --pull: #6e7781; --build: #0969da; --test: #1a7f37; --push: #8250df; --integration: #1b7c83; --info: #9a6700;
  --publish: #bf3989; --mark: #1f2328; --add: #1a7f37; --del: #cf222e; --code: #eff2f5; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --card: #151b23; --line: #3d444d; --text: #f0f6fc;
  --soft: #9198a1; --link: #4493f8; --pull: #9198a1; --build: #4493f8; --test: #3fb950; --push: #ab7df8;
  --integration: #39c5cf; --info: #d29922; --publish: #db61a2; --mark: #f0f6fc; --add: #3fb950; --del: #f85149;
  --code: #212830; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI",
  "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 74rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; display: flex; flex-wrap: wrap; gap: .6rem;
  align-items: center; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 0; display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
h4 { font-size: .95rem; margin: 1.25rem 0 .4rem; }
p { margin: .4rem 0; }
.soft { color: var(--soft); font-size: .875rem; }
.lead { font-size: 1.1rem; margin: .5rem 0 1rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; padding: 0; margin: .75rem 0 0; }
code, pre, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: .85em; }
pre { background: var(--code); border-radius: 6px; padding: .75rem; margin: .5rem 0; overflow-x: auto; line-height: 1.45;
  font-size: .8rem; overflow-wrap: normal; tab-size: 4; }
pre.list { column-width: 17rem; column-gap: 1.5rem; max-height: 32rem; overflow: auto; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.badge { display: inline-block; border-radius: 1em; padding: .05rem .65rem; color: #ffffff; font-size: .8rem;
  font-weight: 600; white-space: nowrap; background: var(--skipped); }
.badge.built { background: var(--built); } .badge.reused { background: var(--reused); }
.badge.failed { background: var(--failed); } .badge.cancelled { background: var(--cancelled); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.5rem), 1fr)); gap: .5rem 1.25rem;
  margin: .75rem 0; }
dt { color: var(--soft); font-size: .8rem; } dd { margin: 0; font-size: .9rem; }
.wide { grid-column: 1 / -1; }
.scroll { overflow-x: auto; max-width: 100%; border: 1px solid var(--line); border-radius: 8px; }
.fit { margin: 0 auto; } .fit svg { display: block; width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-top: 1px solid var(--line);
  overflow-wrap: normal; }
thead th { border-top: 0; color: var(--soft); font-weight: 600; white-space: nowrap; background: var(--card); }
tbody th { font-weight: 600; position: sticky; left: 0; background: var(--page); min-width: 8.5rem; overflow-wrap: anywhere; }
tbody th.w { position: static; font-weight: 400; }
td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.w { min-width: 16rem; overflow-wrap: anywhere; }
.image { border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.1rem; margin: 1rem 0;
  border-left: 4px solid var(--skipped); }
.image.built { border-left-color: var(--built); } .image.reused { border-left-color: var(--reused); }
.image.failed { border-left-color: var(--failed); } .image.cancelled { border-left-color: var(--cancelled); }
.image:target { outline: 2px solid var(--link); }
details { margin: .6rem 0; }
summary { cursor: pointer; font-weight: 600; font-size: .95rem; padding: .15rem 0; }
details > .scroll, details > pre { margin-top: .4rem; }
.failure { border-left: 3px solid var(--failed); padding-left: .8rem; margin: .8rem 0; }
.bar { display: block; height: .5rem; border-radius: 3px; background: var(--build); min-width: 1px; }
td.bars { width: 30%; min-width: 7rem; vertical-align: middle; }
.add { color: var(--add); } .del { color: var(--del); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; margin: .5rem 0; font-size: .85rem; }
.legend i { display: inline-block; width: 1.1rem; height: .65rem; border-radius: 2px; margin-right: .4rem; }
.times { list-style: none; padding: 0; margin: 0; }
.times li, .axis { display: grid; grid-template-columns: 13rem 1fr; gap: 0 1rem; padding: .35rem 0;
  border-top: 1px solid var(--line); }
.axis { border: 0; color: var(--soft); font-size: .75rem; }
.times .name { font-weight: 600; font-size: .9rem; }
.track { position: relative; background: linear-gradient(90deg, var(--line) 1px, transparent 1px) 0 0 / 20% 100%; }
.track b { position: absolute; height: .75rem; border-radius: 2px; min-width: 2px; }
.axis span { position: relative; height: 1.2em; } .axis em { position: absolute; font-style: normal; white-space: nowrap; }
.axis em:last-child { transform: translateX(-100%); }
.pull { background: var(--pull); } .build { background: var(--build); } .test { background: var(--test); }
.push { background: var(--push); } .integration { background: var(--integration); } .info { background: var(--info); }
.publish { background: var(--publish); } .track b.failed, .legend .failed { background: var(--failed); }
.track b.cancelled, .legend .cancelled { background: repeating-linear-gradient(135deg, var(--soft) 0 3px, transparent 3px 6px);
  border: 1px solid var(--soft); }
.track b.chain::after, .legend .chain { content: ""; position: absolute; left: 0; right: 0; bottom: -4px; height: 2px;
  background: var(--mark); }
.legend .chain { position: static; height: 2px; vertical-align: middle; }
footer { color: var(--soft); font-size: .85rem; padding-top: 2rem; padding-bottom: 2rem; }
@media (max-width: 40rem) {
  main, header, footer { padding-left: .9rem; padding-right: .9rem; }
  h1 { font-size: 1.3rem; }
  .times li, .axis { grid-template-columns: 1fr; gap: .2rem; }
  .axis > :first-child { display: none; }
  .image { padding: .8rem; }
  pre { font-size: .75rem; }
}
@media print {
  :root { --page: #ffffff; --card: #ffffff; --text: #000000; --soft: #444444; --line: #bbbbbb; }
  nav { display: none; } .image, .failure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; } .scroll svg { max-width: 100%; height: auto; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`
