/** Where the recorded race lies, relative to the page. Apart from what reads it, which is loaded later. */
export const RECORDING_ADDRESS = 'recording/default-race.json.gz';
