/** Words of the map, the stories, the gains and the stage. */
export const map = {} as const
