// Every word the panel says, in both languages. `\u00a0` is the space that French puts before : ; ? ! and inside « », where no line may break.

export type Lang = "fr" | "en";

export interface Texts {
  start: string;
  startAgain: string;
  startHint: string;
  check: string;
  reset: string;
  end: string;
  extend: string;
  keep: string;
  newShell: string;
  screenReader: string;
  find: string;
  findLabel: string;
  findPrevious: string;
  findNext: string;
  findClose: string;
  found: (which: number, all: number, more: boolean) => string;
  dismiss: string;
  colon: string;

  connecting: string;
  starting: string;
  resetting: string;
  ending: string;
  checking: string;
  ready: string;
  attaching: string;
  connectionLost: string;
  shellExited: (code: number | null) => string;
  shellExitedHint: string;
  timeLeft: string;
  idleLeft: string;
  idleHint: string;
  limitHint: string;
  lastHint: string;
  soonOver: (minutes: number, extendable: boolean) => string;
  soonIdle: (minutes: number) => string;
  extended: (minutes: number) => string;
  kept: string;

  terminalOf: (number: number, exercise: string) => string;
  shells: string;
  shell: (number: number) => string;
  shellAdd: string;
  shellClose: (number: number) => string;
  leaveHint: string;
  leaveNow: string;
  copyHint: string;
  copyHintMac: string;
  resizeTerminal: string;
  resizeWidth: string;
  resizeHeight: string;
  layouts: string;
  layout: { page: string; right: string; bottom: string; full: string };
  recall: (exercise: string) => string;
  sandboxOf: (exercise: string) => string;
  tabs: string;
  tabCourse: string;
  tabSandbox: string;
  goalsCount: (met: number, all: number) => string;
  touchKeysLabel: string;
  escapeKey: string;
  arrows: { up: string; down: string; left: string; right: string };

  answerLabel: string;
  answer: string;
  answerLater: string;
  hints: string;
  hint: (next: number, all: number) => string;
  hintTitle: (number: number) => string;
  solution: string;
  solutionAsk: string;
  solutionYes: string;
  solutionNo: string;
  solutionShown: string;
  copy: string;
  copied: string;
  notCopied: string;
  run: string;
  preview: string;
  previewPort: string;
  previewHint: string;
  ran: string;
  runNeedsTerminal: string;

  goalStates: { open: string; waiting: string; met: string; broken: string; fault: string };
  goalMet: (goal: string) => string;
  goalBroken: (goal: string) => string;
  goalFault: (goal: string) => string;
  goalsMet: (met: number, all: number) => string;

  solvedTitle: string;
  solvedMessage: string;
  solvedBadge: string;
  nextExercise: string;
  nextPage: string;
  pageDone: string;

  engineUnavailable: string;
  vanished: string;
  vanishedRemedy: string;
  reference: string;
  serverSilent: string;
  serverSilentRemedy: string;
  serverRefused: (status: number) => string;
  serverRefusedRemedy: string;
  serverUnintelligible: string;
  serverUnintelligibleRemedy: string;
}

const fr: Texts = {
  start: "Démarrer",
  startAgain: "Repartir de zéro",
  startHint: "Un vrai moteur Docker, jetable, rien que pour vous.",
  check: "Vérifier",
  reset: "Recommencer",
  end: "Terminer",
  extend: "Prolonger",
  keep: "Je suis toujours là",
  newShell: "Nouveau shell",
  screenReader: "Lecteur d’écran",
  find: "Rechercher",
  findLabel: "Rechercher dans le terminal",
  findPrevious: "Résultat précédent, plus haut",
  findNext: "Résultat suivant, plus bas",
  findClose: "Fermer la recherche",
  found: (which, all, more) => (all === 0 ? "Introuvable" : `${which || "?"} sur ${all}${more ? "\u00a0+" : ""}`),
  dismiss: "Fermer ce message",
  colon: "\u00a0: ",

  connecting: "Connexion…",
  starting: "Préparation de votre bac à sable…",
  resetting: "Remise à neuf de votre bac à sable…",
  ending: "Fermeture du bac à sable…",
  checking: "Vérification…",
  ready: "Bac à sable prêt",
  attaching: "Ouverture du terminal…",
  connectionLost: "Connexion perdue, nouvelle tentative…",
  shellExited: (code) => `Le shell s’est terminé${code === null ? "" : ` (code ${code})`}.`,
  shellExitedHint: "Vos conteneurs, eux, sont toujours là.",
  timeLeft: "Temps restant",
  idleLeft: "Inactif, fin dans",
  idleHint: "Personne ne semble s’en servir\u00a0: il se fermera bientôt.",
  limitHint: "Bientôt terminé. Prolongez pour continuer.",
  lastHint: "Bientôt terminé, et déjà prolongé autant que possible. Copiez ce que vous voulez garder.",
  soonOver: (minutes, extendable) =>
    `Le bac à sable se fermera dans moins ${minutes === 1 ? "d’une minute" : `de ${minutes} minutes`}.${extendable ? " Vous pouvez prolonger." : ""}`,
  soonIdle: (minutes) =>
    `Sans activité, le bac à sable se fermera dans moins ${minutes === 1 ? "d’une minute" : `de ${minutes} minutes`}.`,
  extended: (minutes) => `Prolongé\u00a0: il reste ${minutes} minutes.`,
  kept: "Le bac à sable reste ouvert.",

  terminalOf: (number, exercise) => `Terminal${number === 1 ? "" : ` ${number}`}\u00a0: ${exercise}`,
  shells: "Terminaux",
  shell: (number) => `Terminal ${number}`,
  shellAdd: "Ouvrir un autre terminal",
  shellClose: (number) => `Fermer le terminal ${number}, ce qui y tourne continue`,
  leaveHint: "Pour quitter le terminal au clavier\u00a0: `Échap` puis `Tab`",
  leaveNow: "`Tab` pour quitter le terminal",
  copyHint: "Copier\u00a0: `Ctrl+Maj+C`, coller\u00a0: `Ctrl+Maj+V`, rechercher\u00a0: `Ctrl+Maj+F`",
  copyHintMac: "Copier\u00a0: `⌘C`, coller\u00a0: `⌘V`, rechercher\u00a0: `Ctrl+Maj+F`",
  resizeTerminal: "Hauteur du terminal",
  resizeWidth: "Largeur du bac à sable",
  resizeHeight: "Hauteur du bac à sable",
  layouts: "Place du bac à sable",
  layout: { page: "Dans la page", right: "À droite du texte", bottom: "Sous le texte", full: "Plein écran" },
  recall: (exercise) => `Revenir au bac à sable\u00a0: ${exercise}`,
  sandboxOf: (exercise) => `Bac à sable\u00a0: ${exercise}`,
  tabs: "Cours ou bac à sable",
  tabCourse: "Cours",
  tabSandbox: "Bac à sable",
  goalsCount: (met, all) => `Objectifs\u00a0: ${met}/${all}`,
  touchKeysLabel: "Touches du terminal",
  escapeKey: "Échap",
  arrows: { up: "Flèche vers le haut", down: "Flèche vers le bas", left: "Flèche vers la gauche", right: "Flèche vers la droite" },

  answerLabel: "Votre réponse",
  answer: "Répondre",
  answerLater: "Démarrez d’abord le bac à sable",
  hints: "Indices",
  hint: (next, all) => `Indice (${next}/${all})`,
  hintTitle: (number) => `Indice ${number}`,
  solution: "Solution",
  solutionAsk: "Voir la solution\u00a0?",
  solutionYes: "Oui, la montrer",
  solutionNo: "Pas encore",
  solutionShown: "La solution est affichée.",
  copy: "Copier",
  copied: "Copié",
  notCopied: "Copie impossible",
  run: "Taper dans le terminal",
  preview: "Aperçu",
  previewPort: "Port publié",
  previewHint: "Ouvre dans un nouvel onglet ce qu’un conteneur publie sur ce port",
  ran: "Tapé dans le terminal.",
  runNeedsTerminal: "Ouvrez d’abord le terminal de l’exercice.",

  goalStates: {
    open: "à atteindre",
    waiting: "en attente d’un autre objectif",
    met: "atteint",
    broken: "défait, à refaire",
    fault: "impossible à vérifier, le problème vient de nous",
  },
  goalMet: (goal) => `Objectif atteint\u00a0: ${goal}.`,
  goalBroken: (goal) => `Objectif défait\u00a0: ${goal}.`,
  goalFault: (goal) => `Objectif impossible à vérifier, le problème vient de nous\u00a0: ${goal}.`,
  goalsMet: (met, all) =>
    all === 1
      ? met === 1 ? "Objectif atteint." : "Objectif pas encore atteint."
      : `${met} ${met > 1 ? "objectifs atteints" : "objectif atteint"} sur ${all}.`,

  solvedTitle: "Exercice réussi",
  solvedMessage: "Bravo\u00a0! Tous les objectifs sont atteints. Le bac à sable reste à vous\u00a0: continuez à explorer.",
  solvedBadge: "réussi",
  nextExercise: "Exercice suivant",
  nextPage: "Page suivante",
  pageDone: "terminé",

  vanished: "Votre bac à sable n’existe plus\u00a0: le serveur a redémarré.",
  vanishedRemedy: "Démarrez-en un nouveau. Vos exercices réussis restent acquis.",
  engineUnavailable: "Les bacs à sable ne sont pas disponibles pour le moment.",
  reference: "Référence",
  serverSilent: "Le serveur ne répond pas.",
  serverSilentRemedy: "Vérifiez qu’il tourne toujours et que le réseau est là, puis réessayez.",
  serverRefused: (status) => `Le serveur a refusé la demande (${status}).`,
  serverRefusedRemedy: "Réessayez dans un instant\u00a0; si cela persiste, rechargez la page.",
  serverUnintelligible: "Le serveur a répondu quelque chose d’inattendu.",
  serverUnintelligibleRemedy: "Rechargez la page\u00a0: elle est peut-être plus ancienne que le serveur.",
};

const en: Texts = {
  start: "Start",
  startAgain: "Start afresh",
  startHint: "A real, disposable Docker Engine, all yours.",
  check: "Check",
  reset: "Start over",
  end: "End",
  extend: "Extend",
  keep: "I’m still here",
  newShell: "New shell",
  screenReader: "Screen reader",
  find: "Find",
  findLabel: "Find in the terminal",
  findPrevious: "Previous match, further up",
  findNext: "Next match, further down",
  findClose: "Close the search",
  found: (which, all, more) => (all === 0 ? "Not found" : `${which || "?"} of ${all}${more ? "+" : ""}`),
  dismiss: "Dismiss this message",
  colon: ": ",

  connecting: "Connecting…",
  starting: "Getting your sandbox ready…",
  resetting: "Getting a fresh sandbox…",
  ending: "Closing the sandbox…",
  checking: "Checking…",
  ready: "Sandbox ready",
  attaching: "Opening the terminal…",
  connectionLost: "Connection lost, trying again…",
  shellExited: (code) => `The shell ended${code === null ? "" : ` (code ${code})`}.`,
  shellExitedHint: "Your containers are still there.",
  timeLeft: "Time left",
  idleLeft: "Idle, ends in",
  idleHint: "Nobody seems to be using it: it will close soon.",
  limitHint: "Nearly over. Extend it to go on.",
  lastHint: "Nearly over, and extended as far as it goes. Copy what you want to keep.",
  soonOver: (minutes, extendable) =>
    `The sandbox will close in less than ${minutes === 1 ? "a minute" : `${minutes} minutes`}.${extendable ? " You can extend it." : ""}`,
  soonIdle: (minutes) =>
    `With nothing typed, the sandbox will close in less than ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
  extended: (minutes) => `Extended: ${minutes} minutes left.`,
  kept: "The sandbox stays open.",

  terminalOf: (number, exercise) => `Terminal${number === 1 ? "" : ` ${number}`}: ${exercise}`,
  shells: "Terminals",
  shell: (number) => `Terminal ${number}`,
  shellAdd: "Open another terminal",
  shellClose: (number) => `Close terminal ${number}, what runs in it goes on`,
  leaveHint: "To leave the terminal by keyboard: `Esc` then `Tab`",
  leaveNow: "`Tab` to leave the terminal",
  copyHint: "Copy: `Ctrl+Shift+C`, paste: `Ctrl+Shift+V`, find: `Ctrl+Shift+F`",
  copyHintMac: "Copy: `⌘C`, paste: `⌘V`, find: `Ctrl+Shift+F`",
  resizeTerminal: "Height of the terminal",
  resizeWidth: "Sandbox width",
  resizeHeight: "Sandbox height",
  layouts: "Where the sandbox stands",
  layout: { page: "In the page", right: "Beside the text", bottom: "Below the text", full: "Full screen" },
  recall: (exercise) => `Back to the sandbox: ${exercise}`,
  sandboxOf: (exercise) => `Sandbox: ${exercise}`,
  tabs: "Course or sandbox",
  tabCourse: "Course",
  tabSandbox: "Sandbox",
  goalsCount: (met, all) => `Goals: ${met}/${all}`,
  touchKeysLabel: "Terminal keys",
  escapeKey: "Esc",
  arrows: { up: "Arrow up", down: "Arrow down", left: "Arrow left", right: "Arrow right" },

  answerLabel: "Your answer",
  answer: "Answer",
  answerLater: "Start the sandbox first",
  hints: "Hints",
  hint: (next, all) => `Hint (${next}/${all})`,
  hintTitle: (number) => `Hint ${number}`,
  solution: "Solution",
  solutionAsk: "See the solution?",
  solutionYes: "Yes, show it",
  solutionNo: "Not yet",
  solutionShown: "The solution is shown.",
  copy: "Copy",
  copied: "Copied",
  notCopied: "Could not copy",
  run: "Type it into the terminal",
  preview: "Preview",
  previewPort: "Published port",
  previewHint: "Opens in a new tab what a container publishes on this port",
  ran: "Typed into the terminal.",
  runNeedsTerminal: "Open the terminal of the exercise first.",

  goalStates: {
    open: "to do",
    waiting: "waiting for another goal",
    met: "met",
    broken: "undone, to do again",
    fault: "cannot be checked, the fault is ours",
  },
  goalMet: (goal) => `Goal met: ${goal}.`,
  goalBroken: (goal) => `Goal undone: ${goal}.`,
  goalFault: (goal) => `Goal that cannot be checked, the fault is ours: ${goal}.`,
  goalsMet: (met, all) =>
    all === 1 ? (met === 1 ? "Goal met." : "Goal not met yet.") : `${met} of ${all} goals met.`,

  solvedTitle: "Exercise solved",
  solvedMessage: "Well done! Every goal is met. The sandbox is still yours: keep exploring.",
  solvedBadge: "solved",
  nextExercise: "Next exercise",
  nextPage: "Next page",
  pageDone: "done",

  vanished: "Your sandbox is gone: the server was restarted.",
  vanishedRemedy: "Start a fresh one. Solved exercises stay solved.",
  engineUnavailable: "Sandboxes are not available at the moment.",
  reference: "Reference",
  serverSilent: "The server does not answer.",
  serverSilentRemedy: "See that it still runs and that the network is up, then try again.",
  serverRefused: (status) => `The server refused the request (${status}).`,
  serverRefusedRemedy: "Try again in a moment; if it goes on, reload the page.",
  serverUnintelligible: "The server answered something unexpected.",
  serverUnintelligibleRemedy: "Reload the page: it may be older than the server.",
};

export function textsFor(lang: Lang): Texts {
  return lang === "fr" ? fr : en;
}
