"""The look of a report's page: one style sheet, light and dark by the reader's own setting."""

STYLE = """
:root{color-scheme:light dark;--bg:#f3f4f6;--card:#fff;--soft:#f7f8fa;--line:#dde1e7;--text:#1b1f24;--muted:#5a6370;
--accent:#0a66c2;--pass:#00795a;--pass-soft:#dff3ec;--fail:#b3470a;--fail-soft:#fbe8dc;--none:#5a6370;--none-soft:#e9ebef;
--other1:#8a6d00;--other2:#8c4a7c;--other3:#6b7684;--canvas:#dedede}
@media (prefers-color-scheme:dark){:root{--bg:#16181b;--card:#1f2226;--soft:#26292e;--line:#363b42;--text:#e8eaed;
--muted:#a3abb6;--accent:#6cb2f5;--pass:#4cc9a0;--pass-soft:#16362c;--fail:#f39a62;--fail-soft:#402717;--none:#a3abb6;
--none-soft:#30353b;--other1:#d9b945;--other2:#d69ac6;--other3:#98a2af;--canvas:#3a3a3a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
main{max-width:1160px;margin:0 auto;padding:40px 24px 64px}
h1{font-size:28px;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:20px;line-height:1.3;margin:48px 0 4px}
h3{font-size:14px;margin:0 0 8px}
p{margin:0}.lead{color:var(--muted);margin-bottom:20px}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px 18px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:12px;margin:16px 0}
.tile b{display:block;font-size:28px;line-height:1.25;font-weight:600;font-variant-numeric:tabular-nums}
.tile span{color:var(--muted);display:block}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:12px;margin:12px 0}
figure{margin:0}figcaption{color:var(--muted);font-size:12px;margin-top:4px}
svg{display:block;width:100%;height:auto}svg text{font-size:10.5px;fill:var(--muted)}
.grid{stroke:var(--line);stroke-width:1}.axis{stroke:var(--muted);stroke-width:1}
.dash{stroke:var(--muted);stroke-width:1;stroke-dasharray:4 3}.mark{stroke:var(--muted);stroke-width:1}
.line{fill:none;stroke-width:1.5;stroke-linejoin:round}
.line.c0{stroke:var(--accent);stroke-width:2.5}.line.c1{stroke:var(--other1)}.line.c2{stroke:var(--other2)}.line.c3{stroke:var(--other3)}
rect.pass{fill:var(--pass)}rect.fail{fill:var(--fail)}.dot{fill:var(--accent);fill-opacity:.35;stroke:var(--accent)}
.key{display:inline-block;width:12px;height:3px;border-radius:2px;vertical-align:middle;margin-right:5px}
.item{white-space:nowrap;margin-right:12px}.key.c0{background:var(--accent)}.key.c1{background:var(--other1)}.key.c2{background:var(--other2)}
.key.c3{background:var(--other3)}.key.pass,.key.fail,.key.grown,.key.gone,.key.place{height:10px;width:10px}
.key.pass{background:var(--pass)}.key.fail{background:var(--fail)}.key.grown{background:#e69f00}.key.gone{background:#56b4e9}
.key.place{background:none;border:2px solid #e86eba}
.key.heat{width:60px;height:10px;background:linear-gradient(90deg,#808080,#57106e 30%,#bc3754 55%,#f98e09 80%,#fcffa4)}
.tables{columns:2 500px;column-gap:12px}.tables .card{break-inside:avoid;margin-bottom:12px}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
tr:last-child td{border-bottom:0}th{font-weight:500;color:var(--muted);font-size:12px;vertical-align:bottom}
td.n,th.n{text-align:right;white-space:nowrap}td:last-child,th:last-child{padding-right:0}
td small{color:var(--muted)}tr.own td{font-weight:600}
.note{color:var(--muted);font-size:12px;margin-top:8px}
.notes{border-left:3px solid var(--other1);margin:12px 0;padding:10px 14px;background:var(--card);border-radius:0 8px 8px 0}
.legend{color:var(--muted);font-size:12px;margin:4px 0 12px}
.pair{margin-top:12px}.pair header{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;margin-bottom:10px}
.name{font:600 13px ui-monospace,"SF Mono",Consolas,monospace;overflow-wrap:anywhere;white-space:pre-wrap}
.of{color:var(--muted);font-size:12px;overflow-wrap:anywhere}
.chip{border-radius:999px;padding:1px 10px;font-size:12px;background:var(--none-soft);color:var(--none);white-space:nowrap}
.chip.pass{background:var(--pass-soft);color:var(--pass)}.chip.fail{background:var(--fail-soft);color:var(--fail)}
.score{margin-left:auto;font-size:20px;font-weight:600;font-variant-numeric:tabular-nums}
.shots{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:8px}
.shots img,.shots .gap{width:100%;aspect-ratio:1;object-fit:contain;background:var(--canvas);border-radius:4px;display:block}
.shots .gap{background:var(--soft);border:1px dashed var(--line);display:grid;place-items:center;color:var(--muted);font-size:12px}
.why{margin:10px 0 0;display:grid;grid-template-columns:max-content 1fr;gap:2px 12px}.why dt{color:var(--muted)}.why dd{margin:0;overflow-wrap:anywhere}
footer{margin-top:48px;color:var(--muted);font-size:12px;border-top:1px solid var(--line);padding-top:14px}
footer dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:0}footer dd{margin:0;overflow-wrap:anywhere}
@media (max-width:720px){main{padding:24px 14px}.shots{grid-template-columns:repeat(2,minmax(0,1fr))}.score{margin-left:0}}
@media print{body{background:#fff}.card,.pair{break-inside:avoid}}
"""
