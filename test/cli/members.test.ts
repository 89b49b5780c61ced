import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultParameters } from '../../src/city/parameters.ts'
import { readMembers } from '../../src/cli/members.ts'
import { InputError } from '../../src/cli/scenarios.ts'
import { scenario } from '../laws/plain.ts'
import { folderOf } from './command.ts'

const usual = scenario({ name: 'usual', parameters: defaultParameters() })
const read = (text: string, most = 20, given = usual) =>
  readMembers(join(folderOf({ 'set.csv': text }), 'set.csv'), most, [given])

describe('a table of parameters', () => {
  test('is a member a line, each of which says where it stands', () => {
    const { table, members } = read(
      'parameters.rent_response,parameters.alternatives\r\n0.04,30\r\n0.05, 20\r\n0.06,10\r\n',
    )
    expect(members.map(({ place }) => place)).toEqual([2, 3, 4].map(line => `${table}:${line}`))
    expect(Object.fromEntries(members[1]!.set)).toEqual({
      'parameters.rent_response': 0.05,
      'parameters.alternatives': 20,
    })
  })

  test('of which fewer are taken is spread, and their places stay', () => {
    const { table, members } = read(`parameters.rent_response\n${[1, 2, 3, 4].map(n => `0.0${n}`).join('\n')}`, 2)
    expect(members.map(({ place }) => place)).toEqual([`${table}:2`, `${table}:4`])
  })

  test('that comes along fits', () => {
    expect(readMembers(true, 20, [usual]).members).toHaveLength(20)
  })

  const two = 'parameters.rent_response,parameters.alternatives\n0.04,30\n'
  test.each<[string, string, RegExp]>([
    [
      'an empty cell',
      `${two}0.05,\n`,
      /set\.csv:3, parameters\.alternatives: must be a whole number from 6 to 60, but is empty\. Choose/,
    ],
    ['a word', `${two}low,30\n`, /set\.csv:3, parameters\.rent_response: must be a number from .* but is low\. Choose/],
    ['a number out of range', `${two}0.05,90\n`, /set\.csv:3, parameters\.alternatives: .* but is 90\./],
    ['a broken number of what is counted', `${two}0.05,20.5\n`, /must be a whole number from 6 to 60, but is 20\.5\./],
    ['a cell too many', `${two}0.05,20,7\n`, /set\.csv:3: has 3 cells, but the table has 2 columns\. Give/],
    ['a cell too few', `${two}0.05\n`, /set\.csv:3: has 1 cells, but the table has 2 columns\. Give/],
    ['one row', two, /set\.csv: has 1 rows; a band needs at least two/],
    [
      'a column that is no parameter',
      'parameters.rent\n1\n2\n',
      /set\.csv:1, column 1: parameters\.rent is no parameter/,
    ],
    [
      'ends that cross',
      'parameters.required_return.low,parameters.required_return.high\n0.1,0.2\n0.2,0.1\n',
      /set\.csv:3: required_return\.low is 0\.2, above required_return\.high, which is 0\.1 in usual\. Give both/,
    ],
  ])('with %s is refused, and told where and how to mend it', (_, text, message) => {
    expect(() => read(text)).toThrow(InputError)
    expect(() => read(text)).toThrow(message)
  })

  test('whose end crosses that of the scenario is refused', () => {
    const low = 'parameters.required_return.low\n0.06\n0.12\n'
    expect(read(low).members).toHaveLength(2)
    const parameters = { ...defaultParameters(), required_return: { low: 0.05, high: 0.1 } }
    const own = scenario({ name: 'low', parameters })
    expect(() => read(low, 20, own)).toThrow(/set\.csv:3: required_return\.low is 0\.12, above .* 0\.1 in low\./)
  })
})
