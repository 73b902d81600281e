/** For stalls in which no line of the user's code was seen. */
export const nowhere: readonly string[] = [
  'The loop stood still for {ms} and there is not one line of yours at the scene. Convenient. 🔦',
  '{ms} gone, no fingerprints. The dependency tree did it, in the library, with the lead pipe. 🔍',
  'For {ms} the lights were on and nobody you wrote was home. 💡',
  'The stack says it was not you. The stack also took {ms} to say so. 🤷',
  '{ms} of silence from deep under the floorboards. Your code only pays the rent. 🏠',
  'Somewhere below your code something big turned over in its sleep for {ms}. 🐉',
  'The kitchen is closed for {ms}, says a note. It is not in your handwriting. 📝',
  '{ms} of blocked loop and every one of your functions has an alibi. 🍝',
];
