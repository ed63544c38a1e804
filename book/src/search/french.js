// What readers type is treated as the pages were: see search.rs.
(() => {
  const stopWords = new Set('STOP_WORDS'.split(' '));

  /** The word without capitals, accents, elision and ending; undefined if it says nothing. */
  function french(word) {
    const folded = word.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/’/g, "'");
    let bare = folded.replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
    const [elided, ...rest] = bare.split("'");
    if (rest.length > 0 && elided.length <= 2) bare = rest.join("'");
    if (bare === '' || stopWords.has(bare)) return undefined;
    return lunr.fr.stemmer(bare);
  }

  elasticlunr.Pipeline.registerFunction(french, 'french');
  // Excerpts want a text of every word.
  elasticlunr.french = (word) => french(word) ?? word;
})();
