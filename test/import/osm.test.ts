import { describe, expect, test } from 'vitest'
import { planFromOsm, readOsm } from '../../src/import/index.ts'
import { bytes, expectProblem, expectSound, gzip, importText, OsmText, smallTown } from './help.ts'

const dwellings = (plan: Awaited<ReturnType<typeof importText>>): number =>
  plan.parcels.flatMap(p => p.stock ?? []).reduce((sum, s) => sum + s.dwellings!, 0)
const row = (plan: Awaited<ReturnType<typeof importText>>, what: string) => plan.report!.find(r => r.what === what)!

describe('reading', () => {
  test('nodes, ways and relations in any order, quoting and line ending', async () => {
    const data = await readOsm(
      bytes(
        "<?xml version='1.0'?>\r\n<osm generator='x' version='0.6'>\r\n" +
          "<relation id='9'><member role='outer' ref='-5' type='way'/><tag v='multipolygon' k='type'/></relation>\r\n" +
          "<way visible='true' id='-5'><nd ref='99999999999999999999'/><nd ref='2'/><nd ref='3'/>" +
          "<tag v='Caf&#233; &amp; &lt;Bar&gt; &quot;A&quot;' k='name'/></way>\r\n" +
          "<node lon='10.5' lat='50.25' id='99999999999999999999'/><node id='2' lon=' 10.6 ' lat='50.2'/>\r\n" +
          "<node id='7' visible='false'/><node id='8' action='delete' lat='1' lon='1'/></osm>",
      ),
    )
    expect(data.lat).toEqual([50.25, 50.2])
    expect(data.ways[0]!.nodes).toEqual([0, 1, -1])
    expect(data.ways[0]!.tags.name).toBe('Café & <Bar> "A"')
    expect(data.relations[0]!.members[0]).toEqual({ type: 'way', ref: '-5', role: 'outer' })
    expect([data.missingNodes, data.deleted, data.bounds]).toEqual([1, 2, null])
  })

  test('gzip, in one piece or byte by byte, is the same as plain text', async () => {
    const text = smallTown().text()
    async function* drops() {
      for (const byte of gzip(text)) yield Uint8Array.of(byte)
    }
    const plain = await readOsm(bytes(text))
    expect(await readOsm(gzip(text))).toEqual(plain)
    expect(await readOsm(drops())).toEqual(plain)
  })

  test('a letter cut in two between pieces stays whole', async () => {
    const text = bytes("<osm><node id='1' lat='1' lon='1'><tag k='name' v='улица Руставели 北京'/></node></osm>")
    async function* drops() {
      for (const byte of text) yield Uint8Array.of(byte)
    }
    expect((await readOsm(drops())).nodeTags.get(0)!.name).toBe('улица Руставели 北京')
  })
})

describe('a small town', () => {
  test('is a sound plan with homes, a park and a school', async () => {
    const plan = await importText(smallTown().text())
    expectSound(plan)
    // 5 slabs of 12 m × 70 m × 5 storeys, 0.82 of it homes of 60 m², and 5 whose storeys their neighbours tell
    expect(dwellings(plan)).toBe(10 * 57)
    expect(row(plan, 'storeys of homes')).toMatchObject({ read: 5, inferred: 4, assumed: 1 }) // one is over 400 m off
    expect(plan.parcels.flatMap(p => p.stock ?? []).every(s => s.kind === 'work-unit')).toBe(true)
    const inside = plan.facilities.filter(f => !f.away)
    expect(inside.map(f => f.kind).sort()).toEqual(['park', 'school'])
    const park = plan.parcels[inside.find(f => f.kind === 'park')!.parcel]!
    expect(park.area).toBeGreaterThan(70_000)
    // four streets leave the town: 2 primary, 2 residential
    const gateways = plan.centres.filter(c => c.outside === 25)
    expect(gateways.map(g => Math.round(g.jobs * 1000) / 1000).sort()).toEqual([0.133, 0.133, 0.267, 0.267])
  })

  test('needs neither bounds nor storeys nor areas', async () => {
    const osm = new OsmText()
    osm.way([osm.node(0, 50), osm.node(400, 50)], { highway: 'residential' })
    for (let i = 0; i < 8; i++) osm.box(20 + 45 * i, 70, 32 + 45 * i, 130, { building: 'yes' })
    const plan = await importText(osm.text(''))
    expectSound(plan)
    expect(dwellings(plan)).toBeGreaterThan(100)
    expect(row(plan, 'bounds')).toMatchObject({ read: 0, inferred: 1 })
    expect(row(plan, 'storeys of homes').assumed).toBe(8)
  })

  test('a building with a courtyard counts only what is built', async () => {
    const solid = smallTown(osm => osm.box(340, 420, 390, 470, { building: 'apartments', 'building:levels': '5' }))
    const hollow = smallTown(osm => {
      const outer = osm.box(340, 420, 390, 470)
      const inner = osm.box(352, 432, 378, 458)
      osm.relation(
        [
          [outer, 'outer'],
          [inner, 'inner'],
        ],
        { type: 'multipolygon', building: 'apartments', 'building:levels': '5' },
      )
    })
    const without = dwellings(await importText(smallTown().text()))
    expect(dwellings(await importText(solid.text())) - without).toBe(Math.round((2500 * 5 * 0.82) / 60))
    expect(dwellings(await importText(hollow.text())) - without).toBe(Math.round(((2500 - 676) * 5 * 0.82) / 60))
  })

  test('homes in the hole of a factory site are homes, and no parcel has a hole', async () => {
    const plan = await importText(
      smallTown(osm => {
        const outer = osm.box(315, 20, 585, 280)
        const inner = osm.box(400, 100, 500, 200)
        osm.relation(
          [
            [outer, 'outer'],
            [inner, 'inner'],
          ],
          { type: 'multipolygon', landuse: 'industrial' },
        )
        osm.box(400, 100, 500, 200, { landuse: 'residential' })
        osm.box(420, 120, 432, 190, { building: 'apartments', 'building:levels': '9' })
      }).text(),
    )
    expectSound(plan)
    const works = plan.parcels.filter(p => p.use === 'employment')
    const land = works.reduce((sum, p) => sum + p.area, 0)
    expect(land).toBeGreaterThan(50_000)
    expect(land).toBeLessThan(61_000)
    expect(plan.parcels.some(p => p.use === 'residential' && p.x > 400 - 300 && p.y < -100)).toBe(true)
  })

  test('a wall with a gate makes a compound whose streets are its own', async () => {
    const town = smallTown(osm => {
      const gate = osm.node(310, 450, { barrier: 'lift_gate' })
      const a = osm.node(310, 315)
      osm.way([a, osm.node(590, 315), osm.node(590, 590), osm.node(310, 590), gate, a], { barrier: 'wall' })
      osm.way([osm.node(300, 450), gate, osm.node(320, 440), osm.node(560, 440)], { highway: 'service' })
    })
    const plan = await importText(town.text())
    expectSound(plan)
    expect(plan.estates.length).toBe(1)
    expect(row(plan, 'walled compounds')).toMatchObject({ read: 1, inferred: 0 })
    expect(plan.estates[0]!.gates.length).toBe(1)
    const [gx, gy] = [plan.nodes[2 * plan.estates[0]!.gates[0]!]!, plan.nodes[2 * plan.estates[0]!.gates[0]! + 1]!]
    expect(Math.abs(gx - 10) + Math.abs(gy - 150)).toBeLessThan(3)
    expect(plan.edges.estate.filter(e => e === 0).length).toBeGreaterThanOrEqual(3)
    expect(plan.parcels.filter(p => p.estate === 0 && p.stock).length).toBeGreaterThan(0)
  })

  test('a fence that is missing 25 m still encloses; one that is missing 60 m does not', async () => {
    const fenced = (gap: number) =>
      smallTown(osm => {
        const corners = [osm.node(560, 320), osm.node(560, 560), osm.node(340, 560), osm.node(340, 320)]
        const nodes = [osm.node(340 + gap, 320), ...corners]
        osm.way(nodes, { barrier: 'fence' })
      }).text()
    expect((await importText(fenced(25))).estates.length).toBe(1)
    expect((await importText(fenced(60))).estates.length).toBe(0)
  })

  test('ways that only a gate leads to are a compound without any wall', async () => {
    const plan = await importText(
      smallTown(osm => {
        const crossing = osm.node(300, 450)
        osm.way([osm.node(300, 649), crossing, osm.node(300, 301)], { highway: 'residential' })
        const gate = osm.node(330, 450, { barrier: 'gate', access: 'private' })
        const fork = osm.node(400, 430)
        osm.way([crossing, gate], { highway: 'service' })
        osm.way([gate, fork, osm.node(560, 430)], { highway: 'service' })
        osm.way([fork, osm.node(400, 320)], { highway: 'service' })
      }).text(),
    )
    expectSound(plan)
    expect(plan.estates.length).toBe(1)
    expect(row(plan, 'walled compounds')).toMatchObject({ read: 0, inferred: 1 })
    expect(row(plan, 'gates')).toMatchObject({ read: 1, inferred: 0 })
  })

  test('a river is water with a view, and bridges cross it', async () => {
    const plan = await importText(
      smallTown(osm => {
        osm.box(-20, 130, 650, 190, { natural: 'water', water: 'river' })
        osm.way([osm.node(150, 301), osm.node(150, 60)], { highway: 'footway', bridge: 'yes' })
      }).text(),
    )
    expectSound(plan)
    expect(plan.parcels.some(p => p.use === 'water')).toBe(true)
    expect(plan.parcels.some(p => p.stock && p.view)).toBe(true)
    expect(plan.edges.flags.some(f => (f & 2) > 0)).toBe(true)
  })

  test('the sea lies to the right of a coastline', async () => {
    const plan = await importText(
      smallTown(osm => {
        osm.way([osm.node(700, 560), osm.node(200, 560), osm.node(-50, 560)], { natural: 'coastline' })
      }).text(),
    )
    expectSound(plan)
    // drawn westward, so the sea is the strip of 600 m × 40 m in the north
    const sea = plan.parcels.filter(p => p.use === 'water')
    expect(sea.reduce((sum, p) => sum + p.area, 0)).toBeGreaterThan(22_000)
    expect(sea.reduce((sum, p) => sum + p.area, 0)).toBeLessThan(25_000)
    expect(sea.every(p => p.y > 255)).toBe(true)
  })

  test('old small houses are lane houses and keep their age and historic value', async () => {
    const osm = new OsmText()
    osm.way([osm.node(0, 100), osm.node(600, 100)], { highway: 'residential' })
    osm.box(0, 110, 600, 300, { landuse: 'residential' })
    for (let i = 0; i < 40; i++)
      osm.box(10 + (i % 20) * 28, 120 + 40 * Math.floor(i / 20), 24 + (i % 20) * 28, 130 + 40 * Math.floor(i / 20), {
        building: 'yes',
        start_date: '1890',
        historic: 'building',
      })
    const plan = await importText(osm.text())
    expectSound(plan)
    const stocks = plan.parcels.flatMap(p => p.stock ?? [])
    expect(new Set(stocks.map(s => s.kind))).toEqual(new Set(['lane']))
    expect(plan.parcels.some(p => (p.heritage ?? 0) > 0.2)).toBe(true)
  })

  test('a villa in the woods is a home among trees', async () => {
    const plan = await importText(
      smallTown(osm => {
        osm.box(315, 20, 585, 280, { natural: 'wood' })
        osm.box(400, 100, 430, 130, { building: 'apartments', 'building:levels': '3' })
      }).text(),
    )
    expectSound(plan)
    expect(plan.parcels.some(p => p.stock && p.x > 50 && p.y < -50)).toBe(true)
    const woods = plan.parcels.filter(p => p.use === 'nature').reduce((sum, p) => sum + p.area, 0)
    expect(woods).toBeGreaterThan(55_000)
  })

  test('separate pieces of the network are joined and counted', async () => {
    const plan = await importText(
      smallTown(osm => osm.way([osm.node(60, 150), osm.node(250, 150)], { highway: 'service' })).text(),
    )
    expectSound(plan)
    expect(row(plan, 'streets').inferred).toBe(1)
  })
})

describe('files that no place can be made of', () => {
  const head = '<?xml version="1.0"?><osm version="0.6">'
  test('a picture, a PBF, JSON, a web page, plain text, nothing', async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0)
    await expectProblem(readOsm(png), 'not a city', /PNG/)
    const pbf = Uint8Array.of(0, 0, 0, 13, 0x0a, 9, ...bytes('OSMHeader'), 0x18)
    await expectProblem(readOsm(pbf), 'not a city', /PBF.*osmium/)
    await expectProblem(readOsm(bytes('{"type":"FeatureCollection"}')), 'not a city', /JSON/)
    await expectProblem(readOsm(bytes('<html><body>429</body></html>')), 'not a city', /<html>/)
    await expectProblem(readOsm(bytes('hello there')), 'not a city', /neither gzip nor XML/)
    await expectProblem(readOsm(bytes('')), 'not a city', /empty/)
    await expectProblem(readOsm(gzip('just words')), 'not a city', /neither gzip nor XML/)
  })

  test('a file cut off in the middle, packed or not', async () => {
    const text = smallTown().text()
    await expectProblem(readOsm(bytes(text.slice(0, 2000))), 'cut off', /never closed/)
    await expectProblem(readOsm(bytes(text.slice(0, text.lastIndexOf('</osm>')))), 'cut off', /never closed/)
    const packed = gzip(text)
    await expectProblem(readOsm(packed.subarray(0, packed.length - 30)), 'cut off', /gzip/)
    await expectProblem(readOsm(packed.subarray(0, 40)), 'cut off', /gzip/)
    const damaged = packed.slice()
    damaged.fill(0x55, packed.length >> 1, (packed.length >> 1) + 40)
    await expectProblem(readOsm(damaged), 'cut off', /damaged/)
  })

  test('broken XML, with its line', async () => {
    const error = await expectProblem(
      readOsm(bytes(`${head}\n<node id="1" lat="1" lon="2"></way>\n</osm>`)),
      'bad shape',
      /XML/,
    )
    expect(error.where.en).toMatch(/line 2/)
  })

  test('coordinates that cannot be, with their node', async () => {
    const bad = (lat: string) => readOsm(bytes(`${head}<node id="42" lat="${lat}" lon="2"/></osm>`))
    for (const lat of ['91', '6178000', 'NaN', '', '1e400'])
      expect((await expectProblem(bad(lat), 'out of range', /lat/)).where.en).toMatch(/node 42/)
    await expectProblem(readOsm(bytes(`${head}<node id="42" lon="2"/></osm>`)), 'out of range', /no lat/)
  })

  test('no buildings, no homes, no streets, only crossed outlines', async () => {
    const plan = async (osm: OsmText) => planFromOsm(await readOsm(bytes(osm.text())))
    const empty = new OsmText()
    empty.way([empty.node(0, 10), empty.node(500, 10)], { highway: 'residential' })
    await expectProblem(plan(empty), 'no homes', /no buildings/)
    const sheds = new OsmText()
    sheds.way([sheds.node(0, 10), sheds.node(500, 10)], { highway: 'residential' })
    sheds.box(20, 20, 60, 50, { building: 'garages' })
    await expectProblem(plan(sheds), 'no homes', /none of the buildings/)
    const roadless = new OsmText()
    roadless.box(20, 20, 60, 50, { building: 'apartments' })
    await expectProblem(plan(roadless), 'bad shape', /no streets/)
    const crossed = new OsmText()
    const [a, b, c, d] = [crossed.node(20, 20), crossed.node(60, 50), crossed.node(60, 20), crossed.node(20, 50)]
    crossed.way([a, b, c, d, a], { building: 'apartments' })
    await expectProblem(plan(crossed), 'bad shape', /cross themselves/)
    await expectProblem(async () => planFromOsm(await readOsm(bytes('<osm/>'))), 'no homes', /no ways/)
  })

  test('one crossed outline among good ones is left out and counted', async () => {
    const plan = await importText(
      smallTown(osm => {
        const [a, b, c, d] = [osm.node(350, 550), osm.node(390, 580), osm.node(390, 550), osm.node(350, 580)]
        osm.way([a, b, c, d, a], { building: 'apartments' })
      }).text(),
    )
    expectSound(plan)
    expect(row(plan, 'buildings')).toMatchObject({ left: 1, note: { en: expect.stringMatching(/cross themselves/) } })
  })
})
