import { chooseLanguage, LANGUAGES, type Language, language, texts } from "../texts/texts.ts";

/** Lets whoever looks choose another language. */
export function LanguageChoice() {
  return (
    <label class="language">
      <span class="unseen">{texts.shell.chooseLanguage}</span>
      <select value={language} onChange={({ currentTarget }) => chooseLanguage(currentTarget.value as Language)}>
        {Object.entries(LANGUAGES).map(([tag, { language: name }]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
