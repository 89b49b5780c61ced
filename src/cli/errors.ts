const BAD_INPUT = ['ScenarioError', 'InputError', 'CityFileError', 'ExpressionError', 'SaveError', 'StoreError']

/** Whether somebody's input is at fault: then the message says where and what to mend, and nothing else helps. */
export const isBadInput = (error: unknown): error is Error => error instanceof Error && BAD_INPUT.includes(error.name)

/** An error in words: of bad input its message, of anything else where in the program it arose too. */
export const inWords = (error: unknown): string =>
  isBadInput(error) ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)

/** For programs that await at their top: an error ends them with its words, and with code 2 where input is at fault. */
export function endInWords(): void {
  process.on('uncaughtException', error => {
    process.stderr.write(`${inWords(error)}\n`)
    process.exit(isBadInput(error) ? 2 : 1)
  })
}
