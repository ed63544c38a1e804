// Every word of the map, in both languages.

import type { Lang } from "../texts.ts";
import type { Change } from "./changes.ts";
import type { Kind } from "./model.ts";

export interface Words {
  title: string;
  show: string;
  waiting: string;
  lost: string;
  drawing: string;
  table: string;
  pruneLabel: string;
  pruneNone: string;
  /** How many of each kind, and bytes in words. */
  doom: (counts: Record<Kind, number>, size: string) => string;
  doomNothing: string;
  doomed: string;
  parts: Record<Kind, string>;
  homes: string;
  nothing: Record<Kind, string>;
  noNetwork: string;
  states: Record<string, string>;
  health: Record<string, string>;
  exit: (code: number) => string;
  dangling: string;
  sharedLayer: string;
  layers: (count: number) => string;
  unused: string;
  details: (name: string) => string;
  close: string;
  inspect: (command: string) => string;
  preview: (port: number) => string;
  learn: Record<Kind, string>;
  facts: {
    state: string; image: string; command: string; ports: string; networks: string; mounts: string; env: string; restart: string;
    id: string; names: string; size: string; exposes: string; usedBy: string; driver: string; subnet: string; members: string;
    layers: string; name: string; alsoIn: string; readOnly: string; internal: string; none: string;
  };
  port: (host: number, container: number) => string;
  change: (change: Change) => string;
  size: (bytes: number) => string;
}

const KINDS: readonly Kind[] = ["container", "image", "volume", "network"];

const fr: Words = {
  title: "Votre moteur Docker",
  show: "Carte du moteur",
  waiting: "La carte se dessine…",
  lost: "Connexion perdue\u00a0: la carte n’est plus à jour.",
  drawing: "Dessin",
  table: "Tableaux",
  pruneLabel: "Que supprimerait",
  pruneNone: "(rien à montrer)",
  doom: (counts, size) => {
    const words = KINDS.filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${FR_COUNTED[kind]}${counts[kind] > 1 ? FR_PLURAL[kind] : ""}`);
    return `Disparaîtraient\u00a0: ${words.join(", ")}${size ? ` (${size} libérés)` : ""}.`;
  },
  doomNothing: "Rien ne disparaîtrait.",
  doomed: "serait supprimé",
  parts: { container: "Conteneurs", image: "Images", volume: "Volumes", network: "Réseaux" },
  homes: "Conteneurs, dans leurs réseaux",
  nothing: { container: "Aucun conteneur", image: "Aucune image", volume: "Aucun volume", network: "Aucun réseau" },
  noNetwork: "sans réseau",
  states: {
    created: "créé", running: "en marche", paused: "en pause", restarting: "redémarre", exited: "arrêté", dead: "hors d’usage",
  },
  health: { starting: "santé\u00a0: attente", healthy: "en bonne santé", unhealthy: "en mauvaise santé" },
  exit: (code) => `code ${code}`,
  dangling: "sans nom",
  sharedLayer: "couche partagée avec une autre image",
  layers: (count) => `${count} ${count > 1 ? "couches" : "couche"}`,
  unused: "inutilisé",
  details: (name) => `Détails\u00a0: ${name}`,
  close: "Fermer les détails",
  inspect: (command) => `Taper \`${command}\``,
  preview: (port) => `Ouvrir le port ${port}`,
  learn: {
    container: "Qu’est-ce qu’un conteneur\u00a0?", image: "De quoi est faite une image\u00a0?", volume: "À quoi sert un volume\u00a0?",
    network: "Comment marchent les réseaux\u00a0?",
  },
  facts: {
    state: "État", image: "Image", command: "Commande", ports: "Ports publiés", networks: "Réseaux", mounts: "Montages",
    env: "Variables d’environnement", restart: "Redémarrage", id: "Identifiant", names: "Noms", size: "Taille", exposes: "Ports annoncés",
    usedBy: "Utilisé par", driver: "Pilote", subnet: "Sous-réseau", members: "Conteneurs", layers: "Couches, de bas en haut",
    name: "Nom", alsoIn: "aussi sur", readOnly: "lecture seule", internal: "interne, sans accès à l’extérieur", none: "aucun",
  },
  port: (host, container) => `port ${host} de l’hôte vers le port ${container} du conteneur`,
  change: ({ kind, name, how, state }) => {
    const what = `${FR_THE[kind]} ${name}`;
    if (state !== null && how === "changed") return `${what}\u00a0: ${fr.states[state] ?? state}.`;
    return `${what}\u00a0: ${FR_HOW[how][kind === "image" ? 1 : 0]}.`;
  },
  size: (bytes) => sized(bytes, ["o", "ko", "Mo", "Go"], "fr"),
};

const FR_COUNTED: Record<Kind, string> = { container: "conteneur", image: "image", volume: "volume", network: "réseau" };
const FR_PLURAL: Record<Kind, string> = { container: "s", image: "s", volume: "s", network: "x" };
const FR_THE: Record<Kind, string> = { container: "Conteneur", image: "Image", volume: "Volume", network: "Réseau" };
const FR_HOW: Record<Change["how"], [string, string]> = { came: ["nouveau", "nouvelle"], went: ["supprimé", "supprimée"], changed: ["modifié", "modifiée"] };

const en: Words = {
  title: "Your Docker Engine",
  show: "Engine map",
  waiting: "The map is being drawn…",
  lost: "Connection lost: the map is out of date.",
  drawing: "Drawing",
  table: "Tables",
  pruneLabel: "What would be deleted by",
  pruneNone: "(nothing to show)",
  doom: (counts, size) => {
    const words = KINDS.filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} ${kind}${counts[kind] > 1 ? "s" : ""}`);
    return `Would go: ${words.join(", ")}${size ? ` (${size} freed)` : ""}.`;
  },
  doomNothing: "Nothing would go.",
  doomed: "would be deleted",
  parts: { container: "Containers", image: "Images", volume: "Volumes", network: "Networks" },
  homes: "Containers, in their networks",
  nothing: { container: "No container", image: "No image", volume: "No volume", network: "No network" },
  noNetwork: "on no network",
  states: { created: "created", running: "running", paused: "paused", restarting: "restarting", exited: "stopped", dead: "dead" },
  health: { starting: "health: waiting", healthy: "healthy", unhealthy: "unhealthy" },
  exit: (code) => `code ${code}`,
  dangling: "without a name",
  sharedLayer: "layer shared with another image",
  layers: (count) => `${count} ${count > 1 ? "layers" : "layer"}`,
  unused: "unused",
  details: (name) => `Details: ${name}`,
  close: "Close the details",
  inspect: (command) => `Type \`${command}\``,
  preview: (port) => `Open port ${port}`,
  learn: {
    container: "What is a container?", image: "What is an image made of?", volume: "What is a volume for?", network: "How do networks work?",
  },
  facts: {
    state: "State", image: "Image", command: "Command", ports: "Published ports", networks: "Networks", mounts: "Mounts",
    env: "Environment variables", restart: "Restart", id: "Id", names: "Names", size: "Size", exposes: "Announced ports",
    usedBy: "Used by", driver: "Driver", subnet: "Subnet", members: "Containers", layers: "Layers, from the bottom to the top",
    name: "Name", alsoIn: "also on", readOnly: "read-only", internal: "internal, no way out", none: "none",
  },
  port: (host, container) => `port ${host} of the host to port ${container} of the container`,
  change: ({ kind, name, how, state }) => {
    const what = `${kind[0]?.toUpperCase()}${kind.slice(1)} ${name}`;
    if (state !== null && how === "changed") return `${what}: ${en.states[state] ?? state}.`;
    return `${what}: ${how === "came" ? "new" : how === "went" ? "deleted" : "changed"}.`;
  },
  size: (bytes) => sized(bytes, ["B", "kB", "MB", "GB"], "en"),
};

/** Powers of a thousand, as the docker command reckons. */
function sized(bytes: number, units: readonly string[], lang: Lang): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1_000 && unit < units.length - 1) [value, unit] = [value / 1_000, unit + 1];
  const digits = value < 10 && unit > 0 ? 1 : 0;
  return `${value.toLocaleString(lang, { maximumFractionDigits: digits })}\u00a0${units[unit]}`;
}

export function wordsFor(lang: Lang): Words {
  return lang === "fr" ? fr : en;
}
