/** Queries of the life stories. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the stories
export interface StoryQueries {}
