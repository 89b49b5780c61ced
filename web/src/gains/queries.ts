/** Queries of who gains and who loses. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the gains
export interface GainsQueries {}
