/**
 * Legal forms of companies, as data: how each is written, folded, and what it is taken for.
 *
 * Forms that are one and the same in two languages (AG and SA in Switzerland) are kept apart:
 * most pairs of them are not one company.
 */

/**
 * A legal form with the ways in which it is written.
 *
 * @since 0.1.0
 */
export interface LegalForm {
  /** What the form is called in results, for example `sarl`. */
  readonly form: string;
  /** Ways of writing it, with or without dots, accents and capitals. */
  readonly written: readonly string[];
}

const FORMS =
  "sarl=sarl,societe a responsabilite limitee;sas=sas,societe par actions simplifiee;" +
  "sasu=sasu;eurl=eurl;sa=sa,societe anonyme,sociedad anonima,sociedade anonima;sci=sci;" +
  "snc=snc;scop=scop;ei=ei,eirl;gie=gie;scs=scs;sca=sca;" +
  "gmbh=gmbh,gesellschaft mit beschrankter haftung;ag=ag,aktiengesellschaft;kg=kg;ohg=ohg;" +
  "gmbh-co-kg=gmbh co kg,gmbh und co kg;ug=ug,ug haftungsbeschrankt;ek=ek;kgaa=kgaa;ev=ev;" +
  "gbr=gbr;eg=eg;se=se,societas europaea;" +
  "ltd=ltd,limited,co ltd,company limited;plc=plc,public limited company;llp=llp;" +
  "llc=llc,limited liability company;inc=inc,incorporated;corp=corp,corporation;lp=lp;" +
  "company=co,company;pty-ltd=pty ltd,pty limited,proprietary limited;pte-ltd=pte ltd;" +
  "pvt-ltd=pvt ltd,private limited;" +
  "bv=bv,besloten vennootschap;nv=nv,naamloze vennootschap;vof=vof;cv=cv;" +
  "bvba=bvba,sprl;srl=srl,societa a responsabilita limitata,societate cu raspundere limitata;" +
  "spa=spa,societa per azioni;sas-it=s a s di;snc-it=s n c di;srls=srls;" +
  "sl=sl,sociedad limitada;slu=slu;sau=sau;lda=lda,limitada;unipessoal=unipessoal lda;" +
  "oy=oy,osakeyhtio;oyj=oyj;ab=ab,aktiebolag;hb=hb;as=as,aktieselskab,aksjeselskap;asa=asa;" +
  "aps=aps,anpartsselskab;is=i s;ehf=ehf;hf=hf;" +
  "sro=sro,spol sro;sp-zoo=sp zoo,spolka z oo;as-cz=akciova spolecnost;kft=kft;zrt=zrt;nyrt=nyrt;" +
  "doo=doo;dd=dd;ood=ood;eood=eood;ad=ad;uab=uab;sia=sia;ou=ou,osauhing;" +
  "ooo=ooo,ооо;zao=zao,зао;oao=oao,оао;ao=ao,ао;pao=pao,пао;too=тоо;" +
  "kk=kk,kabushiki kaisha;gk=gk;bhd=bhd,sdn bhd;tbk=tbk;pt=pt;ltda=ltda;eireli=eireli";

/**
 * Legal forms of Europe and some others, in the order of the table.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { legalForms } from "clientele/review";
 *
 * assert.ok(legalForms.some(({ form, written }) => form === "sarl" && written.includes("sarl")));
 * ```
 * @since 0.1.0
 */
export const legalForms: readonly LegalForm[] = /* @__PURE__ */ (() =>
  FORMS.split(";").map((entry) => {
    const [form = "", written = ""] = entry.split("=");
    return { form, written: written.split(",") };
  }))();
