/** The clock of the hospitals: what is to be somewhere at a time is shown by it, wherever the reader's device believes to be. */
export const houseZone = 'Europe/Berlin'
