import { expect, test } from 'vitest'
import { addRow, bytesPerRow, cells, clearRow, column, createTable, reserve } from '../../src/lib/table.ts'

const columns = {
  home: column(Int32Array, 'row', '', { initial: -1 }),
  size: column(Uint8Array, 'persons', ''),
  access: column(Float32Array, '0–1', '', { width: 3, initial: 0.5 }),
}

test('a new row holds the initial values', () => {
  const table = createTable('t', columns, 2)
  const row = addRow(table)
  expect(row).toBe(0)
  expect([table.home[0], table.size[0], ...table.access.subarray(0, 3)]).toEqual([-1, 0, 0.5, 0.5, 0.5])
  expect([table.rows, table.room]).toEqual([1, 2])
})

test('a full table grows and keeps what it holds', () => {
  const table = createTable('t', columns, 1)
  for (let row = 0; row < 100; row++) {
    expect(addRow(table)).toBe(row)
    table.home[row] = row
    table.access[row * 3 + 2] = row / 128
  }
  expect(table.rows).toBe(100)
  expect(table.room).toBeGreaterThanOrEqual(100)
  for (let row = 0; row < 100; row++) {
    expect(table.home[row]).toBe(row)
    expect([...table.access.subarray(row * 3, row * 3 + 3)]).toEqual([0.5, 0.5, row / 128])
  }
  for (const name of Object.keys(columns))
    expect(cells(table, name).length).toBe(table.room * (name === 'access' ? 3 : 1))
})

test('room that is asked for is there, and never less than before', () => {
  const table = createTable('t', columns, 10)
  reserve(table, 5)
  expect(table.room).toBe(10)
  reserve(table, 1000)
  expect(table.room).toBe(1000)
  expect(table.home.length).toBe(1000)
  expect(createTable('t', columns, 0).room).toBe(1)
})

test('a row left over from before a table shrank is initial again', () => {
  const table = createTable('t', columns, 4)
  addRow(table)
  table.size[0] = 7
  table.rows = 0
  addRow(table)
  expect(table.size[0]).toBe(0)
})

test('clearing a row leaves its neighbours alone', () => {
  const table = createTable('t', columns, 3)
  for (let row = 0; row < 3; row++) {
    addRow(table)
    table.home[row] = 9
    table.access.fill(0.25, row * 3, row * 3 + 3)
  }
  clearRow(table, 1)
  expect([...table.home.subarray(0, 3)]).toEqual([9, -1, 9])
  expect([...table.access.subarray(0, 9)]).toEqual([0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25])
})

test('bytes of a row count every entry', () => {
  expect(bytesPerRow(columns)).toBe(4 + 1 + 12)
})
